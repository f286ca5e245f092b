// The side of a search that goes by meaning: what a question means, and which passages are near to it.
//
// Owned by one thread, which may look for words while another one, kept for that, asks the model and the vectors. What
// a search goes by stays the same from `begin` to `end`: the model's vectors, or a first approximation in their place.
// Fails, with a sentence on why notes are found by their words alone, when vectors are missing or of another model or
// the embedder fails.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/side_thread.hpp"
#include "brain/llm/embedder.hpp"
#include "brain/search/first_approximation.hpp"
#include "brain/search/fusion_weights.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::search {

/// What it takes to search by meaning.
struct semantic_source {
  std::shared_ptr<embedder> model;  // null, where `model_now` is there: nobody embeds
  std::unique_ptr<stores::vector_search> vectors;
  std::function<std::shared_ptr<embedder>()> model_now = {};  // asked before each search; empty: it stays the same
  /// Asked before each search: what it goes by instead, while the model has many notes still to read. Null: there is
  /// nothing; empty: there never is.
  std::function<std::shared_ptr<const first_approximation>()> approximation = {};
  std::function<bool()> is_partly_read = {};  // many notes have no vector yet; asked before each search, empty: never
};

/// What is near in meaning to a question.
struct nearness {
  std::vector<float> question;  // embedded
  std::vector<similar_chunk> nearest;
};

/// What another thread finds out meanwhile.
struct inquiry {
  std::future<std::vector<float>> question;
  std::future<result<nearness>> near;

  bool begun() const { return near.valid(); }

  /// Waits for it; empty: it could not be embedded.
  std::vector<float> embedded_question();
};

class semantic_search {
 public:
  /// Without a source nobody embeds.
  explicit semantic_search(std::optional<semantic_source> source) : source_{std::move(source)} {}

  void begin();
  void end() { approximation_.reset(); }

  bool has_model() const { return source_ && source_->model; }
  bool is_approximate() const { return approximation_ != nullptr; }
  bool is_partly_read() const { return source_ && source_->is_partly_read && source_->is_partly_read(); }

  /// Of the model that reads the notes, as people call it. Only where there is one.
  std::string model_name() const;
  command command_of(std::string_view question) const;

  /// Those that this search goes by.
  stores::vector_search& vectors() const { return approximation_ ? *approximation_->vectors : *source_->vectors; }

  /// Embeds the question and looks for the passages nearest to it. Only where there is a model; the outcome is waited
  /// for before anything else is asked.
  inquiry ask(std::string question, int limit);

 private:
  embedder& model_in_use() const { return approximation_ ? *approximation_->model : *source_->model; }
  status can_embed() const;
  result<std::vector<float>> embedded(const std::string& question);
  result<nearness> near_to(const std::string& question, int limit, std::promise<std::vector<float>>& embedded_first);

  std::optional<semantic_source> source_;
  std::shared_ptr<const first_approximation> approximation_;  // null: the model
  side_thread thinking_;                                      // last: it uses the members above
};

}  // namespace secondbrain::search
