// Index runs: asking for one, following it, and where each file stands.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
  std::optional<int> notes_total;  // listed in the vault; unknown until they have been counted
  int notes_searchable = 0;        // of these, as far as they are indexed; before the count: of the run before
  int places_unreadable = 0;  // folders and notes of the vault that cannot be read, so that more notes may be there
  std::string unreadable;     // which one, and why: a sentence about the first of them
  int notes_set_aside = 0;    // left out because preparing them ended the service
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
  std::vector<std::string> paths;  // seen to change: read whatever their size and times say
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

}  // namespace secondbrain
