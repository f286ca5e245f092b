// Which language model is asked for what: the configured providers, joined into chains (contract: retrieval §3, §5,
// §7).
//
// Every model handed out is thread-safe, records each call in the ledger, keeps to the budget and stops asking a host
// that is down; they share budget and breakers, and must not outlive the `models` they come from.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "brain/llm/batch_model.hpp"
#include "brain/llm/budget.hpp"
#include "brain/llm/chat.hpp"
#include "brain/llm/embedder.hpp"
#include "brain/llm/sending_gate.hpp"
#include "brain/llm/usage_ledger.hpp"
#include "messages/answer.hpp"

namespace secondbrain::llm {

/// Where a provider is reached, and with which key. Keys come from the configuration only, never from elsewhere.
struct provider_account {
  std::string base_url;  // up to and including `/v1`
  std::string api_key;
};

/// Whether somebody said where the local host is, or only the default is known.
enum class local_host : std::uint8_t { assumed, configured };

/// Who turns text into vectors.
struct embedding_settings {
  enum class host : std::uint8_t { openai, local };
  host at = host::openai;
  std::string model;
  std::optional<int> dimensions;  // OpenAI: unset leaves the model's own; a local host: how long its vectors are
};

struct model_settings {
  provider_account anthropic{"https://api.anthropic.com/v1", {}};
  provider_account openai{"https://api.openai.com/v1", {}};
  provider_account ollama{"http://127.0.0.1:11434/v1", "ollama"};  // or any OpenAI-compatible host
  local_host local = local_host::assumed;

  std::string rerank_model = "claude-haiku-4-5";
  std::string answer_model = "claude-haiku-4-5";
  std::string inbox_model = "claude-sonnet-4-5";
  std::string openai_model = "gpt-4o-mini";
  std::string ollama_model = "gpt-oss:20b";

  std::optional<embedding_settings> embedding;  // unset: nobody

  budget_limits budget;
};

class models {
 public:
  /// `warn` is told what a person should know: an unknown price, a budget nearly spent, a row that was not written.
  /// The gate says which paid providers the batch may ask, and outlives this.
  models(const model_settings& settings, usage_ledger& ledger, const sending_gate& gate, const clock& time,
         const std::function<void(std::string_view sentence)>& warn);
  ~models();
  models(const models&) = delete;
  models& operator=(const models&) = delete;

  /// For the inbox and for extraction: Anthropic with a key, then the local host, then OpenAI with a key; of those that
  /// are somebody else's only the ones that the gate lets through.
  batch_model& batch();

  /// Whether the batch has somebody to ask as things are: an allowed provider, a local host that was configured, or one
  /// that listens at its default address. Takes a second at most.
  bool batch_is_set_up() const;

  /// Who was chosen, then the other configured providers; a local host only where it was configured. A choice of the
  /// local host stays there: the notes of somebody who chose it do not leave for another. Null: there is nobody to ask,
  /// and the answer is made of quotations.
  language_model* answerer(answer_provider first);
  language_model* reranker(answer_provider first);

  /// A new one for each thread, while nobody but its thread may use it. Null: nobody is configured. One without its key
  /// fails when it is used. A call is given up once `cancelled` says so; empty: never.
  std::unique_ptr<search::embedder> make_embedder(std::function<bool()> cancelled = {});

  /// The hosts that were found to be down lately, as a person calls them.
  std::vector<std::string> hosts_down() const;

 private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace secondbrain::llm
