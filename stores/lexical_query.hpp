// What the full text is searched for, and what is found.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stores/note_conditions.hpp"

namespace secondbrain::stores {

/// Each an FTS5 expression of one phrase, already safe: `"compost"`, `"daily note"`.
struct lexical_terms {
  /// Each must occur. Where something else is wanted too they count twice: as the condition and as what is wanted.
  std::vector<std::string> required;

  /// They add to the score; without a required term, any of them must occur.
  std::vector<std::string> wanted;

  /// The last of `wanted`, when its word may go on; empty when it is finished. Longer words are looked for only where
  /// it matters: when no passage has the word itself, or when fewer are found than the limit. A passage with the word
  /// itself is worth the same with and without them.
  std::string unfinished;

  bool empty() const { return required.empty() && wanted.empty(); }
};

struct lexical_query {
  lexical_terms terms;
  std::string folder;  // notes below this folder only; empty: all
  int limit = 50;
  double title_weight = 1.0;  // BM25 column weights
  double heading_weight = 1.0;
  double text_weight = 1.0;
  double name_weight = 1.0;  // of the file's name and of aliases
  double tag_weight = 1.0;
  double place_weight = 1.0;        // of folders and properties
  note_conditions conditions = {};  // of the notes; all of them hold
  bool with_the_rest = false;       // notes that meet the conditions and have none of the words come last
};

/// Of what meets the conditions and has none of the words: worth less than any that has one.
inline constexpr double score_of_the_rest = 1e-9;

struct lexical_match {
  std::int64_t rowid = 0;
  double bm25 = 0;  // larger is better
};

}  // namespace secondbrain::stores
