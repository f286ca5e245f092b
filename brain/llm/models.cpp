#include "brain/llm/models.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "brain/llm/anthropic_client.hpp"
#include "brain/llm/circuit_breaker.hpp"
#include "brain/llm/fallback_model.hpp"
#include "brain/llm/metered_model.hpp"
#include "brain/llm/openai_client.hpp"
#include "brain/llm/openai_embedder.hpp"
#include "net/http_client.hpp"
#include "net/private_host.hpp"
#include "net/url.hpp"

namespace secondbrain::llm {

namespace {

provider_profile anthropic_profile(const provider_account& account) {
  return {"anthropic",
          "Anthropic",
          account.base_url,
          account.api_key,
          "SECONDBRAIN_ANTHROPIC_API_KEY",
          "SECONDBRAIN_ANTHROPIC_BASE_URL"};
}

provider_profile openai_profile(const provider_account& account) {
  return {"openai",
          "OpenAI",
          account.base_url,
          account.api_key,
          "SECONDBRAIN_OPENAI_API_KEY",
          "SECONDBRAIN_OPENAI_BASE_URL"};
}

/// Whose program answers there is not known: Ollama, llama.cpp, LM Studio and others speak alike.
std::string title_of_host(const std::string& base_url) {
  return "the model host at " + base_url;
}

provider_profile ollama_profile(const provider_account& account) {
  return {"ollama", title_of_host(account.base_url), account.base_url, account.api_key,
          "",       "SECONDBRAIN_OLLAMA_BASE_URL"};
}

/// Only the default address is looked at, which is on this machine: a host that was configured counts without.
bool listens(net::http_client& network, const std::string& base_url) {
  const auto target = net::parse_url(base_url);
  const call_limits limits{std::chrono::steady_clock::now() + std::chrono::seconds{1}};
  return target && network.reaches(*target, net::call_deadline{limits});
}

/// Of those that are there; null when nobody is.
std::unique_ptr<fallback_model> join(std::vector<language_model*> models) {
  std::erase(models, nullptr);
  return models.empty() ? nullptr : std::make_unique<fallback_model>(std::move(models));
}

using chains = std::array<std::unique_ptr<fallback_model>, 3>;  // by answer_provider

std::size_t index_of(answer_provider provider) {
  return static_cast<std::size_t>(provider);
}

}  // namespace

/// A client for each configured model, a breaker for each host, and the chains made of them.
struct models::parts {
  parts(const model_settings& from, usage_ledger& ledger, const sending_gate& allowed, const clock& time,
        const std::function<void(std::string_view)>& warn)
      : settings{from},
        spending{from.budget, ledger, time, warn},
        shared{spending, ledger, warn},
        gate{allowed},
        at_anthropic{{}, time},
        at_openai{{}, time},
        at_ollama{{}, time} {
    if (!settings.openai.api_key.empty())
      openai = add(std::make_unique<openai_client>(network, openai_profile(settings.openai), settings.openai_model),
                   at_openai);
    ollama = add(std::make_unique<openai_client>(network, ollama_profile(settings.ollama), settings.ollama_model),
                 at_ollama);
    batch = make_batch();
    answerers = chains_with(anthropic(settings.answer_model));
    rerankers = chains_with(anthropic(settings.rerank_model));
  }

  language_model* anthropic(const std::string& model) {
    if (settings.anthropic.api_key.empty()) return nullptr;
    return add(std::make_unique<anthropic_client>(network, anthropic_profile(settings.anthropic), model), at_anthropic);
  }

  /// A provider with a key is somebody else's also where a gateway on this machine leads to it.
  std::unique_ptr<batch_model> make_batch() {
    const auto consent = net::is_private_host(settings.ollama.base_url) ? needs_consent::no : needs_consent::yes;
    return std::make_unique<batch_model>(
        std::vector<batch_candidate>{
            {anthropic(settings.inbox_model), "anthropic", "Anthropic", settings.inbox_model, needs_consent::yes},
            {ollama, "ollama", title_of_host(settings.ollama.base_url), settings.ollama_model, consent},
            {openai, "openai", "OpenAI", settings.openai_model, needs_consent::yes}},
        gate);
  }

  bool has_batch() {
    const auto& candidates = batch->candidates();
    const bool known = std::any_of(candidates.begin(), candidates.end(), [&](const batch_candidate& one) {
      if (one.consent == needs_consent::yes) return gate.allows(one.provider);
      return settings.local == local_host::configured;
    });
    return known || (settings.local == local_host::assumed && listens(network, settings.ollama.base_url));
  }

  language_model* add(std::unique_ptr<chat_provider> provider, circuit_breaker& breaker) {
    return clients.emplace_back(std::make_unique<metered_model>(std::move(provider), breaker, shared)).get();
  }

  chains chains_with(language_model* anthropic) const {
    auto* known_local = settings.local == local_host::configured ? ollama : nullptr;
    chains by_provider;
    by_provider[index_of(answer_provider::anthropic)] = join({anthropic, known_local, openai});
    by_provider[index_of(answer_provider::openai)] = join({openai, anthropic, known_local});
    by_provider[index_of(answer_provider::local)] = join({ollama});
    return by_provider;
  }

  net::http_client network;
  model_settings settings;
  budget spending;
  metering shared;
  const sending_gate& gate;
  circuit_breaker at_anthropic;
  circuit_breaker at_openai;
  circuit_breaker at_ollama;
  std::vector<std::unique_ptr<metered_model>> clients;
  language_model* openai = nullptr;
  language_model* ollama = nullptr;
  std::unique_ptr<batch_model> batch;
  chains answerers;
  chains rerankers;
};

models::models(const model_settings& settings, usage_ledger& ledger, const sending_gate& gate, const clock& time,
               const std::function<void(std::string_view)>& warn)
    : parts_{std::make_unique<parts>(settings, ledger, gate, time, warn)} {}

models::~models() = default;

batch_model& models::batch() {
  return *parts_->batch;
}

bool models::batch_is_set_up() const {
  return parts_->has_batch();
}

language_model* models::answerer(answer_provider first) {
  return parts_->answerers[index_of(first)].get();
}

language_model* models::reranker(answer_provider first) {
  return parts_->rerankers[index_of(first)].get();
}

std::vector<std::string> models::hosts_down() const {
  const auto& known = *parts_;
  std::vector<std::string> down;
  for (const auto& [breaker, title] :
       {std::pair{&known.at_anthropic, std::string{"Anthropic"}}, std::pair{&known.at_openai, std::string{"OpenAI"}},
        std::pair{&known.at_ollama, title_of_host(known.settings.ollama.base_url)}})
    if (breaker->knows_host_is_down()) down.push_back(title);
  return down;
}

std::unique_ptr<search::embedder> models::make_embedder(std::function<bool()> cancelled) {
  if (!parts_->settings.embedding) return nullptr;
  const auto& [host, model, dimensions] = *parts_->settings.embedding;
  if (host == embedding_settings::host::local)
    return std::make_unique<openai_embedder>(parts_->network, ollama_profile(parts_->settings.ollama),
                                             model_tag{model, dimensions.value_or(0)}, vector_length::inherent,
                                             parts_->at_ollama, parts_->shared, std::move(cancelled));
  return std::make_unique<openai_embedder>(parts_->network, openai_profile(parts_->settings.openai),
                                           model_tag{model, dimensions.value_or(openai_dimensions(model))},
                                           dimensions ? vector_length::requested : vector_length::inherent,
                                           parts_->at_openai, parts_->shared, std::move(cancelled));
}

}  // namespace secondbrain::llm
