// What is asked of the writer of the full-text index.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "messages/indexed_note.hpp"
#include "messages/note_move.hpp"
#include "messages/request.hpp"

namespace secondbrain {

/// Replaces what the index holds of these notes, content and full text together, in one transaction. Those that were
/// moved take over what is held of them under their former paths.
struct write_notes {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<indexed_note> notes;
  std::vector<note_move> moves;  // of some of the notes
};

struct remove_notes {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<std::string> paths;
};

struct clear_lexical {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

struct chunk_count_of_note {
  std::string path;
  int chunks = 0;
  std::string read_with = {};  // which conventions its tasks were read by
};

/// How many chunks each note has: what the reindexer compares with the tracker at boot.
struct count_chunks_by_note {
  using reply = std::vector<chunk_count_of_note>;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

struct lexical_counts {
  std::int64_t chunks = 0;
};

struct count_lexical {
  using reply = lexical_counts;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

}  // namespace secondbrain
