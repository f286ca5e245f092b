// Index runs: asking for one, following it, and where each file stands.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

enum class index_mode : std::uint8_t { incremental, full_rebuild };
enum class index_phase : std::uint8_t { idle, waiting_for_lock, scanning, indexing, finished, failed, frozen };
enum class index_trigger : std::uint8_t { boot, watcher, sweep, trigger_file, api };

constexpr auto names_of(index_phase) {
  using enum index_phase;
  return named_values<index_phase>({{idle, "idle"},
                                    {waiting_for_lock, "waiting_for_lock"},
                                    {scanning, "scanning"},
                                    {indexing, "indexing"},
                                    {finished, "finished"},
                                    {failed, "failed"},
                                    {frozen, "frozen"}});
}

constexpr auto names_of(index_trigger) {
  using enum index_trigger;
  return named_values<index_trigger>(
      {{boot, "boot"}, {watcher, "watcher"}, {sweep, "sweep"}, {trigger_file, "trigger_file"}, {api, "api"}});
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

constexpr auto fields_of(const index_report*) {
  return record<index_report>(field_list{
      field("run_id", &index_report::run_id),
      field("files_new", &index_report::files_new),
      field("files_modified", &index_report::files_modified),
      field("files_deleted", &index_report::files_deleted),
      field("files_unchanged", &index_report::files_unchanged),
      field("files_failed", &index_report::files_failed),
      field("chunks_created", &index_report::chunks_created),
      field("duration_ms", &index_report::duration),
  });
}

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
  int notes_noted = 0;        // indexed, with something odd in them that the ledger tells
  int places_left_out = 0;    // copies and folders that tools made
};

constexpr auto fields_of(const index_progress*) {
  return record<index_progress>(field_list{
      field("phase", &index_progress::phase),
      field("run_id", &index_progress::run_id),
      field("trigger", &index_progress::trigger),
      field("files_total", &index_progress::files_total, "Files this run has to read"),
      field("files_done", &index_progress::files_done),
      field("chunks_created", &index_progress::chunks_created),
      field("current", &index_progress::current, "The path being read"),
      field("started_at", &index_progress::started_at),
      field("finished_at", &index_progress::finished_at),
      field("message", &index_progress::message),
      field("last_report", &index_progress::last_report),
      field("notes_noted", &index_progress::notes_noted,
            "Notes with something odd in them, such as frontmatter that means nothing; the ledger says what"),
      field("places_left_out", &index_progress::places_left_out,
            "Copies and folders that programs put into the vault; the ledger names them"),
      internal(&index_progress::trouble),
      internal(&index_progress::notes_total),
      internal(&index_progress::notes_searchable),
      internal(&index_progress::places_unreadable),
      internal(&index_progress::unreadable),
      internal(&index_progress::notes_set_aside),
  });
}

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

constexpr auto fields_of(const index_accepted*) {
  return record<index_accepted>(field_list{
      computed("status", [](const index_accepted&) { return std::string_view{"accepted"}; }),
      field("run_id", &index_accepted::run_id),
  });
}

/// As `run_index`, answered as soon as the run is known by number.
struct start_index {
  using reply = index_accepted;
  static constexpr retry_policy retry = retry_policy::idempotent;
  index_mode mode = index_mode::incremental;
  index_trigger trigger = index_trigger::api;
  /// Files and folders seen to change. The run looks at these alone, and reads such a file whatever its size and times
  /// say; none: it takes stock of the whole vault.
  std::vector<std::string> paths;
};

/// Empties index, vectors and tracker. The vault is not touched.
struct clear_index {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

enum class ledger_state : std::uint8_t { indexed, pending, skipped, failed };

constexpr auto names_of(ledger_state) {
  using enum ledger_state;
  return named_values<ledger_state>(
      {{indexed, "indexed"}, {pending, "pending"}, {skipped, "skipped"}, {failed, "failed"}});
}

/// Where one file of the vault stands in the index.
struct ledger_entry {
  std::string path;
  ledger_state state = ledger_state::pending;
  std::string since;   // UTC, ISO 8601 with offset
  std::string reason;  // why it is not indexed, or what was odd in it when it was; empty: nothing was
  int chunk_count = 0;
};

constexpr auto fields_of(const ledger_entry*) {
  return record<ledger_entry>(field_list{
      field("path", &ledger_entry::path),
      field("state", &ledger_entry::state),
      field("since", &ledger_entry::since),
      field("reason", &ledger_entry::reason, "Why it is not indexed; of one that is, what was odd in it, else empty"),
      field("chunk_count", &ledger_entry::chunk_count),
  });
}

struct ledger_page {
  std::vector<ledger_entry> entries;  // ordered by path
  int total = 0;                      // entries that match
  int indexed = 0, pending = 0, skipped = 0, failed = 0;
  int noted = 0;  // of those that are indexed: with something odd in them
};

constexpr auto fields_of(const ledger_page*) {
  return record<ledger_page>(field_list{
      field("entries", &ledger_page::entries),
      field("total", &ledger_page::total, "Entries that match"),
      field("indexed", &ledger_page::indexed),
      field("pending", &ledger_page::pending),
      field("skipped", &ledger_page::skipped),
      field("failed", &ledger_page::failed),
      field("noted", &ledger_page::noted, "Of those that are indexed: with something odd in them"),
  });
}

struct list_ledger {
  using reply = ledger_page;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::optional<ledger_state> state;
  std::string query;  // part of the path, ignoring ASCII case
  int offset = 0;
  int limit = 100;
  bool noted = false;  // only what has a reason
};

constexpr auto fields_of(const list_ledger*) {
  return record<list_ledger>(field_list{
      field("state", &list_ledger::state),
      field("q", &list_ledger::query, "Part of the path", {.most = 500, .presence = in_requests::optional}),
      field("offset", &list_ledger::offset, "", {.least = 0, .most = 10'000'000, .presence = in_requests::optional}),
      field("limit", &list_ledger::limit, "", {.least = 1, .most = 1000, .presence = in_requests::optional}),
      field("noted", &list_ledger::noted, "Only files with a reason: not indexed, or something was odd in them",
            {.presence = in_requests::optional}),
  });
}

}  // namespace secondbrain
