#include "cli/service/semantic_setup.hpp"

#include <optional>
#include <utility>

#include "stores/vectors/local_vector_search.hpp"

namespace secondbrain::cli {

semantic_setup::semantic_setup(llm::models& models, std::shared_ptr<search::shared_encoder> encoder)
    : models_{models}, encoder_{std::move(encoder)} {
  if (make_new_embedder()) vectors_ = std::make_shared<stores::vector_index>();
}

std::unique_ptr<search::embedder> semantic_setup::make_new_embedder() const {
  auto host = models_.make_embedder();
  if (host || !encoder_) return host;
  return std::make_unique<search::encoder_embedder>(encoder_);
}

std::shared_ptr<search::embedder> semantic_setup::make_embedder() const {
  if (!enabled()) return nullptr;
  return std::make_shared<search::remembering_embedder>(make_new_embedder(), memory_);
}

search::search_engine semantic_setup::make_engine(const std::filesystem::path& lexical_file,
                                                  const std::filesystem::path& vectors_file,
                                                  std::function<status()> in_place) const {
  std::optional<search::semantic_source> semantic;
  if (enabled())
    semantic.emplace(search::semantic_source{make_embedder(),
                                             std::make_unique<stores::local_vector_search>(vectors_file, vectors_)});
  return search::search_engine{lexical_file, std::move(semantic), std::move(in_place)};
}

}  // namespace secondbrain::cli
