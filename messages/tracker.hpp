// What is asked of the index tracker, which says what is indexed (contract: stores §4).
#pragma once

#include <cstddef>
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

/// What is known of some places, and how many files are known in all.
struct tracked_part {
  std::vector<tracked_file> files;  // ordered by path
  std::size_t total = 0;
};

/// Those of the files at these paths, and of all files below them.
struct find_tracked_files {
  using reply = tracked_part;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<std::string> places;
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
