// What is asked of the index tracker, which says what is indexed (contract: stores §4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "messages/indexed_note.hpp"
#include "messages/request.hpp"

namespace secondbrain {

struct tracker_stats {
  std::int64_t file_count = 0;
  std::optional<std::string> last_indexed_at;
};

struct load_tracked_files {
  using reply = std::vector<tracked_file>;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Commits files to the index: the row is the proof that all their chunks are stored.
struct mark_files {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<tracked_file> files;
};

struct forget_files {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<std::string> paths;
};

struct clear_tracker {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

struct get_tracker_stats {
  using reply = tracker_stats;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

}  // namespace secondbrain
