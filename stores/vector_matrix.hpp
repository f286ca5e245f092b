// All vectors in memory, for exact cosine search.
//
// Immutable once built, so any number of threads may search it. Nothing here fails but a question of the wrong length.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::stores {

class vector_matrix {
 public:
  vector_matrix() = default;

  /// `values` holds one row of `model.dimensions` floats, L2-normalised, for each of `chunk_ids`.
  vector_matrix(model_tag model, std::vector<std::string> chunk_ids, std::vector<float> values);

  const model_tag& model() const { return model_; }
  std::size_t size() const { return chunk_ids_.size(); }

  /// The `limit` chunks nearest to `question` (L2-normalised), best first; of equals the smaller chunk id first. Those
  /// below `minimum` are left out after the best were taken (contract: stores §3). invalid_argument when the question
  /// has another number of dimensions than a matrix that is not empty.
  result<std::vector<similar_chunk>> nearest(std::span<const float> question, int limit, double minimum = -1.0) const;

 private:
  model_tag model_;
  std::vector<std::string> chunk_ids_;
  std::vector<float> values_;  // row-major
};

}  // namespace secondbrain::stores
