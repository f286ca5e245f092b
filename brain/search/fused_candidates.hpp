// The passages that may answer a query by their words or by their meaning, the two weighed for each note.
//
// Owned by the thread that owns the reader. Fails with what lexical_reader and vector_search fail with.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "brain/search/candidates.hpp"
#include "messages/vectors.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::search {

/// So many of the nearest passages are taken, and at least as many of those found by words compared with the question;
/// more where a few notes have them all. Twice as many cost twice the time and gain nothing (docs/performance.md).
inline constexpr int candidates_a_side = 100;

/// What is near is counted where its note is below the folder and meets the conditions of the reader's last search;
/// and, where `only_with_words`, where its note is among those found by words: a phrase in quotation marks holds.
struct fused_search {
  std::span<const stores::lexical_match> by_words;  // best first
  std::span<chunk_key> keys;                        // of these; taken over
  std::span<const float> question;                  // embedded
  std::vector<similar_chunk> nearest;               // to it, best first: `candidates_a_side`, more where it is narrowed
  std::string folder;
  bool only_with_words = false;
  double weight_of_meaning = 0;
};

/// Best first, the passages of a note not always together. A passage's fused score is its own, that of a note's best
/// one the note's (score_fusion.hpp).
result<std::vector<candidate>> fuse_candidates(stores::lexical_reader& reader, stores::vector_search& vectors,
                                               const fused_search& wanted);

}  // namespace secondbrain::search
