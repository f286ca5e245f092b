// Searching by meaning, as it is configured: who embeds, and where the vectors are found.
//
// Any thread. Outlives the tree that is made with it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "brain/llm/embedder.hpp"
#include "brain/llm/encoder_embedder.hpp"
#include "brain/llm/models.hpp"
#include "brain/search/engine.hpp"
#include "brain/search/first_approximation.hpp"
#include "brain/search/query_memory.hpp"
#include "brain/search/query_standing.hpp"
#include "cli/service/encoder_watch.hpp"
#include "cli/service/remote_vectors.hpp"
#include "messages/vectors.hpp"
#include "stores/vectors/vector_index.hpp"

namespace secondbrain::cli {

class semantic_setup {
 public:
  /// The models outlive this. When none of them embeds, an installed model does, as soon as there is one; until then
  /// search is by words alone. A null watch: none is looked for.
  explicit semantic_setup(llm::models& models, std::shared_ptr<encoder_watch> installed = nullptr,
                          std::optional<remote_vectors> remote = std::nullopt);

  /// Somebody embeds, as things are now.
  bool is_by_meaning() const { return has_host_ || encoder() != nullptr; }

  /// Those of this machine.
  std::shared_ptr<stores::vector_index> vectors() const { return vectors_; }

  /// The server that keeps the vectors instead; nothing: there is none.
  const std::optional<remote_vectors>& remote() const { return remote_; }

  vectors_in_memory in_memory() const;

  /// Why nobody can search by meaning, though somebody embeds; empty: there is no trouble.
  std::string trouble() const { return remote_ ? remote_->standing->at_hand().trouble : ""; }

  /// Why the last queries could not be embedded; empty: they could.
  std::string trouble_with_queries() const { return queries_->trouble(); }

  /// For one thread. Null while nobody embeds. A call is given up once `cancelled` says so, from any thread; empty:
  /// never.
  std::unique_ptr<search::embedder> make_embedder(std::function<bool()> cancelled = {}) const;

  /// As above, for somebody who waits for the vector of a query and can do without.
  std::shared_ptr<search::embedder> make_query_embedder() const;

  /// True: `make_embedder` makes another one from now on. Empty where that never happens.
  std::function<bool()> model_finder() const;

  /// Where the first approximation is found, while there is one.
  std::shared_ptr<search::approximation_place> approximation() const { return approximation_; }

  /// The name of the model that embeds in this process, as things are now; empty: none does.
  std::string name_of_encoder() const;

  /// What approximates by the words of that; cancelled as above.
  result<std::shared_ptr<search::embedder>> load_approximation(std::function<bool()> cancelled) const;

  /// For one thread. `is_partly_read`: as in semantic_source, `in_place`: as in search_engine.
  search::search_engine make_engine(const std::filesystem::path& lexical_file,
                                    const std::filesystem::path& vectors_file, std::function<bool()> is_partly_read,
                                    std::function<status()> in_place) const;

 private:
  std::shared_ptr<search::shared_encoder> encoder() const { return installed_ ? installed_->current() : nullptr; }
  std::function<std::shared_ptr<search::embedder>()> current_model() const;

  llm::models& models_;
  bool has_host_;
  std::shared_ptr<encoder_watch> installed_;
  std::optional<remote_vectors> remote_;
  std::shared_ptr<stores::vector_index> vectors_ = std::make_shared<stores::vector_index>();
  std::shared_ptr<search::approximation_place> approximation_ = std::make_shared<search::approximation_place>();
  std::shared_ptr<search::query_memory> memory_ = std::make_shared<search::query_memory>();
  std::shared_ptr<search::query_standing> queries_ = std::make_shared<search::query_standing>();
};

}  // namespace secondbrain::cli
