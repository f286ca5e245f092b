// What there is to embed: the index compared with the vectors.
//
// Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "messages/vectors.hpp"

namespace secondbrain::search {

struct embedding_plan {
  std::vector<std::string> notes;  // with a chunk that has no vector, or a vector whose chunk is gone
  std::vector<std::size_t> texts;  // how many chunks each of them has
  std::vector<std::string> gone;   // embedded once, no longer indexed
};

/// Both lists in order. A chunk's id says what its vector depends on, so equal ids need nothing; but for the note's
/// title and aliases, and a note that gets others is named to the embedder as changed.
embedding_plan make_embedding_plan(const std::vector<chunk_key>& indexed, const std::vector<chunk_key>& embedded);

}  // namespace secondbrain::search
