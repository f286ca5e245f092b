// What is asked of the reindexer, the lexical store and the index tracker, and what they answer.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "messages/note.hpp"
#include "messages/request.hpp"

namespace secondbrain {

enum class index_mode : std::uint8_t { incremental, full_rebuild };
enum class index_phase : std::uint8_t { idle, waiting_for_lock, scanning, indexing, finished, failed, frozen };
enum class index_trigger : std::uint8_t { boot, watcher, sweep, trigger_file, api };

constexpr std::string_view to_string(index_phase phase) noexcept {
  switch (phase) {
    case index_phase::idle: return "idle";
    case index_phase::waiting_for_lock: return "waiting_for_lock";
    case index_phase::scanning: return "scanning";
    case index_phase::indexing: return "indexing";
    case index_phase::finished: return "finished";
    case index_phase::failed: return "failed";
    case index_phase::frozen: return "frozen";
  }
  return "unknown";
}

constexpr std::string_view to_string(index_trigger trigger) noexcept {
  switch (trigger) {
    case index_trigger::boot: return "boot";
    case index_trigger::watcher: return "watcher";
    case index_trigger::sweep: return "sweep";
    case index_trigger::trigger_file: return "trigger_file";
    case index_trigger::api: return "api";
  }
  return "unknown";
}

/// What one index run came to (contract: http_api §8.1).
struct index_report {
  std::uint64_t run_id = 0;
  int files_new = 0;
  int files_modified = 0;
  int files_deleted = 0;
  int files_unchanged = 0;
  int files_failed = 0;
  int chunks_created = 0;
  std::chrono::milliseconds duration{0};
};

/// A run as it goes; the last value stays readable after it has ended.
struct index_progress {
  index_phase phase = index_phase::idle;
  std::uint64_t run_id = 0;
  index_trigger trigger = index_trigger::boot;
  int files_total = 0;  // files this run has to read
  int files_done = 0;
  int chunks_created = 0;
  std::string current;  // path being read
  std::optional<std::chrono::system_clock::time_point> started_at;
  std::optional<std::chrono::system_clock::time_point> finished_at;
  std::string message;  // a sentence: what happened, what to do
  std::string trouble;  // why the last run did not succeed; empty when it did
  std::optional<index_report> last_report;
};

/// Run now and answer when the run that covers this request has ended. Concurrent requests share a run.
struct run_index {
  using reply = index_report;
  static constexpr retry_policy retry = retry_policy::idempotent;
  index_mode mode = index_mode::incremental;
  index_trigger trigger = index_trigger::api;
};

struct index_accepted {
  std::uint64_t run_id = 0;
};

/// As `run_index`, answered as soon as the run is known by number.
struct start_index {
  using reply = index_accepted;
  static constexpr retry_policy retry = retry_policy::idempotent;
  index_mode mode = index_mode::incremental;
  index_trigger trigger = index_trigger::api;
};

/// Empties index, vectors and tracker. The vault is not touched.
struct clear_index {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

enum class ledger_state : std::uint8_t { indexed, pending, skipped, failed };

constexpr std::string_view to_string(ledger_state state) noexcept {
  switch (state) {
    case ledger_state::indexed: return "indexed";
    case ledger_state::pending: return "pending";
    case ledger_state::skipped: return "skipped";
    case ledger_state::failed: return "failed";
  }
  return "unknown";
}

/// Where one file of the vault stands in the index.
struct ledger_entry {
  std::string path;
  ledger_state state = ledger_state::pending;
  std::string since;   // UTC, ISO 8601 with offset
  std::string reason;  // empty when indexed
  int chunk_count = 0;
};

struct ledger_page {
  std::vector<ledger_entry> entries;  // ordered by path
  int total = 0;                      // entries that match
  int indexed = 0, pending = 0, skipped = 0, failed = 0;
};

struct list_ledger {
  using reply = ledger_page;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::optional<ledger_state> state;
  std::string query;  // part of the path, ignoring ASCII case
  int offset = 0;
  int limit = 100;
};

// ---- lexical store (the writer) ----

/// Replaces what the index holds of these notes, content and full text together, in one transaction.
struct write_notes {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<indexed_note> notes;
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

// ---- index tracker ----

struct tracker_stats {
  std::int64_t file_count = 0;
  std::int64_t total_chunks = 0;
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

/// Any SQLite store: verify the file (`PRAGMA quick_check`, and the FTS5 check where there is one).
struct check_store {
  using reply = nothing;  // errc::corrupt when the file is damaged
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Any SQLite store: write a consistent copy to `destination` through SQLite's online backup.
struct snapshot_store {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string destination;  // absolute path of a file that does not exist yet
};

}  // namespace secondbrain
