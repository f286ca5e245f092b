#include "cli/service/meaning_setup.hpp"

#include <optional>

namespace secondbrain::cli {

meaning_setup::meaning_setup(const ops::config& settings, llm::models& models) : settings_{settings}, models_{models} {
  if (settings.provider == ops::embedding_provider::openai) vectors_ = std::make_shared<stores::vector_index>();
}

std::shared_ptr<search::embedder> meaning_setup::make_embedder() const {
  if (!enabled()) return nullptr;
  return std::make_shared<search::remembering_embedder>(
      models_.openai_embedder(settings_.openai_embedding_model, settings_.openai_embedding_dimensions), memory_);
}

search::search_engine meaning_setup::make_engine(const std::filesystem::path& lexical_file) const {
  std::optional<search::meaning_source> meaning;
  if (enabled()) meaning = search::meaning_source{make_embedder(), vectors_};
  return search::search_engine{lexical_file, std::move(meaning)};
}

}  // namespace secondbrain::cli
