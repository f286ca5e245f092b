// The passages that may answer a query by their words or by their meaning, the two weighed for each note.
//
// Owned by the thread that owns the reader. Fails with what lexical_reader and vector_search fail with.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "brain/search/candidates.hpp"
#include "messages/vectors.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::search {

/// So many of the nearest passages are taken, more where a few notes have them all. Twice as many cost twice the time
/// and gain nothing (docs/performance.md).
inline constexpr int candidates_a_side = 100;

/// How many of the passages found by words are compared with the question: the better half, where there are many. The
/// others are taken to be as far as the farthest. It is done while the nearest are looked for, and costs no time.
constexpr std::size_t compared_of(std::size_t found_by_words) {
  constexpr std::size_t at_least = 128;
  return std::min(found_by_words, std::max(at_least, found_by_words / 2));
}

/// What is near is counted where its note is below the folder and meets the conditions of the reader's last search;
/// and, where `only_with_words`, where its note is among those found by words: a phrase in quotation marks holds.
struct fused_search {
  matched_passages& by_words;                      // their keys are taken over
  std::span<const std::optional<double>> cosines;  // of the first of these: how near they are to the question
  std::span<const float> question;                 // embedded
  std::vector<similar_chunk> nearest;              // to it, best first: `candidates_a_side`, more where it is narrowed
  std::string folder;
  bool only_with_words = false;
  double weight_of_meaning = 0;
};

/// Best first, the passages of a note not always together. A passage's fused score is its own, that of a note's best
/// one the note's (score_fusion.hpp).
result<std::vector<candidate>> fuse_candidates(stores::lexical_reader& reader, stores::vector_search& vectors,
                                               const fused_search& wanted);

}  // namespace secondbrain::search
