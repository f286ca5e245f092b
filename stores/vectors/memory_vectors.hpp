// Vectors that are kept in memory alone, as codes of a byte a dimension, and searched there: nothing is on disk, and
// nothing is left of them when the last who holds them lets go.
//
// How near one is, its codes tell: off by a thousandth or two. What a chunk was once added as, it stays; one that has
// gone from the index since is found on, and whoever asks knows that it has gone. Any thread; one adds, and what was
// added is found at once. Fails with invalid_argument (a question of the wrong length).
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stores/vectors/vector_codes.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::stores {

class memory_vectors final : public vector_search {
 public:
  explicit memory_vectors(model_tag model) : model_{std::move(model)} {}

  bool holds(std::string_view chunk_id) const;

  /// Of length 1, or zero. Nothing happens when the chunk is held.
  void add(const std::string& chunk_id, std::span<const float> vector);

  vectors_at_hand at_hand() const override;
  result<std::vector<similar_chunk>> nearest(std::span<const float> question, int limit,
                                             double minimum = -1.0) override;
  result<std::vector<std::optional<double>>> cosines(std::span<const float> question,
                                                     std::span<const std::string> chunk_ids) override;

  /// About what it takes.
  std::size_t bytes() const;

 private:
  status check(std::span<const float> question) const;
  double cosine(std::size_t row, std::span<const float> question) const;

  const model_tag model_;
  mutable std::shared_mutex mutex_;                           // guards the following
  std::vector<std::shared_ptr<code_segment>> segments_;       // all but the last are full
  std::deque<std::string> ids_;                               // by row
  std::unordered_map<std::string_view, std::uint32_t> rows_;  // keys lie in the ids
};

}  // namespace secondbrain::stores
