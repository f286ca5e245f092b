// What a search by meaning needs of the vectors, wherever they are kept.
//
// Each object is used by one thread at a time, or by two of which one asks for the nearest and one for cosines. Fails
// with invalid_argument (a question of the wrong length) and with what the store behind it fails with; then the search
// goes by words.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::stores {

struct vectors_at_hand {
  model_tag model;                  // of the vectors; vectors of two models are never compared
  std::size_t vectors = 0;          // none: nothing can be found
  std::optional<int> being_loaded;  // in percent; then nothing can be found yet
  std::string trouble{};            // why a server that keeps them is not asked; empty: there is none
};

class vector_search {
 public:
  virtual ~vector_search() = default;

  virtual vectors_at_hand at_hand() const = 0;

  /// The `limit` chunks nearest to `question` (L2-normalised), best first; of equals the smaller chunk id first. Those
  /// below `minimum` are left out after the best were taken (contract: stores §3).
  virtual result<std::vector<similar_chunk>> nearest(std::span<const float> question, int limit,
                                                     double minimum = -1.0) = 0;

  /// How near each of these chunks is to `question`, in their order; nothing for one without a vector.
  virtual result<std::vector<std::optional<double>>> cosines(std::span<const float> question,
                                                             std::span<const std::string> chunk_ids) = 0;
};

}  // namespace secondbrain::stores
