// Searching by meaning, as it is configured: who embeds, and where the vectors are found.
//
// Any thread. Outlives the tree that is made with it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "brain/llm/embedder.hpp"
#include "brain/llm/encoder_embedder.hpp"
#include "brain/llm/models.hpp"
#include "brain/search/engine.hpp"
#include "brain/search/query_memory.hpp"
#include "stores/vectors/vector_index.hpp"

namespace secondbrain::cli {

class semantic_setup {
 public:
  /// The models outlive this. When none of them embeds, the encoder does; where there is none, search is by words
  /// alone.
  explicit semantic_setup(llm::models& models, std::shared_ptr<search::shared_encoder> encoder = nullptr);

  bool enabled() const { return vectors_ != nullptr; }

  /// Null when searching by meaning is off.
  std::shared_ptr<stores::vector_index> vectors() const { return vectors_; }

  /// For one thread. Null when searching by meaning is off.
  std::shared_ptr<search::embedder> make_embedder() const;

  /// For one thread. `in_place`: as in search_engine.
  search::search_engine make_engine(const std::filesystem::path& lexical_file,
                                    const std::filesystem::path& vectors_file, std::function<status()> in_place) const;

 private:
  std::unique_ptr<search::embedder> make_new_embedder() const;

  llm::models& models_;
  std::shared_ptr<search::shared_encoder> encoder_;
  std::shared_ptr<stores::vector_index> vectors_;
  std::shared_ptr<search::query_memory> memory_ = std::make_shared<search::query_memory>();
};

}  // namespace secondbrain::cli
