// The codes of all vectors as of one moment: segments, shared with the moments before and after, and tombstones.
//
// Immutable, so any number of threads may search it, and whoever holds it keeps it. Nothing fails.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "messages/vectors.hpp"
#include "stores/vectors/code_segment.hpp"
#include "stores/vectors/quantised_vector.hpp"

namespace secondbrain::stores {

using tombstones = std::bitset<code_segment::capacity>;

/// As much of a segment as belongs to this moment.
struct segment_view {
  std::shared_ptr<const code_segment> segment;
  std::size_t rows = 0;                      // the first so many
  std::size_t live = 0;                      // without those that are gone
  std::shared_ptr<const tombstones> gone{};  // null: none
};

/// A vector that may be near.
struct code_match {
  float at_most = 0;  // the cosine is not above
  std::int64_t row = 0;
};

class vector_codes {
 public:
  vector_codes() = default;
  vector_codes(model_tag model, std::vector<segment_view> segments);

  const model_tag& model() const { return model_; }
  std::size_t size() const { return size_; }

  /// What it holds in memory.
  std::size_t bytes() const;

  /// The `limit` that may be nearest, the one that may be best first; of equals the smaller row first. The question has
  /// the model's dimensions.
  std::vector<code_match> nearest(const quantised_question& question, std::size_t limit) const;

 private:
  model_tag model_;
  std::vector<segment_view> segments_;  // by row
  std::size_t size_ = 0;
};

}  // namespace secondbrain::stores
