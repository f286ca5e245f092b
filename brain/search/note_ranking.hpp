// From passages to notes: a note is as good as its best passage, and a little better for each further one.
//
// Pure and thread-safe; nothing fails.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "messages/search.hpp"

namespace secondbrain::search {

/// What a note's second passage adds, as a share of its score; the third adds the square of it, and so on. Chosen by
/// nDCG@10 over two judged collections: 0 leaves notes that keep to the subject too low, 0.5 favours long notes.
inline constexpr double further_passage_share = 0.2;

struct scored_passage {
  std::string note_path;
  double score = 0;  // larger is better
};

struct ranked_note {
  std::string path;
  double score = 0;
  std::vector<std::size_t> passages;      // positions in the list given, best first
  std::optional<exact_match> exact = {};  // what of it is exactly what was typed
};

/// Notes, best first; of equals the one whose best passage comes first. `passages` are ordered best first; those
/// without a path are left out.
std::vector<ranked_note> rank_notes(std::span<const scored_passage> passages, double further_share);

}  // namespace secondbrain::search
