#include "cli/service/model_setup.hpp"

#include <optional>

#include "ops/log/logger.hpp"

namespace secondbrain::cli {

namespace {

/// A local host counts once somebody has said that there is one: its default address alone says nothing.
llm::local_host local_host_of(const ops::loaded_config& loaded) {
  auto named = ops::was_set(loaded, "SECONDBRAIN_OLLAMA_BASE_URL") || ops::was_set(loaded, "SECONDBRAIN_OLLAMA_MODEL");
  return named ? llm::local_host::configured : llm::local_host::assumed;
}

/// As with questions, a local host counts once somebody has said that it embeds.
std::optional<llm::embedding_settings> embedding_settings_of(const ops::loaded_config& loaded) {
  using host = llm::embedding_settings::host;
  const auto& values = loaded.values;
  if (values.provider == ops::embedding_provider::openai)
    return llm::embedding_settings{host::openai, values.openai_embedding_model, values.openai_embedding_dimensions};
  if (local_host_of(loaded) == llm::local_host::assumed || !ops::was_set(loaded, "SECONDBRAIN_EMBEDDING_MODEL"))
    return std::nullopt;
  return llm::embedding_settings{host::local, values.embedding_model, values.embedding_dimensions};
}

llm::model_settings model_settings_of(const ops::loaded_config& loaded) {
  const auto& values = loaded.values;
  llm::model_settings settings;
  settings.anthropic = {values.anthropic_base_url, values.anthropic_api_key};
  settings.openai = {values.openai_base_url, values.openai_api_key};
  settings.ollama.base_url = values.ollama_base_url;
  settings.local = local_host_of(loaded);
  settings.rerank_model = values.rerank_model;
  settings.answer_model = values.answer_model;
  settings.inbox_model = values.inbox_model;
  settings.ollama_model = values.ollama_model;
  settings.embedding = embedding_settings_of(loaded);
  settings.budget = {values.daily_budget, values.monthly_budget};
  return settings;
}

}  // namespace

std::unique_ptr<llm::models> make_models(const ops::loaded_config& loaded, llm::usage_ledger& ledger,
                                         const llm::sending_gate& gate) {
  auto warn = [](std::string_view sentence) { ops::logger_for("models").warn("{}", sentence); };
  return std::make_unique<llm::models>(model_settings_of(loaded), ledger, gate, real_clock(), warn);
}

bool has_embedding_host(const ops::loaded_config& loaded) {
  return embedding_settings_of(loaded).has_value();
}

encoder::model_shelf model_shelf_of(const ops::config& settings) {
  return encoder::model_shelf{settings.models_path};
}

}  // namespace secondbrain::cli
