// The daily sync: its steps, its runs, and the extraction of metadata that is one of them
// (contract: operations §2, http_api §8.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "messages/request.hpp"

namespace secondbrain {

enum class sync_step : std::uint8_t { inbox, tasks, projects, index, extract, weekly };

constexpr std::string_view to_string(sync_step step) noexcept {
  switch (step) {
    case sync_step::inbox: return "inbox";
    case sync_step::tasks: return "tasks";
    case sync_step::projects: return "projects";
    case sync_step::index: return "index";
    case sync_step::extract: return "extract";
    case sync_step::weekly: return "weekly";
  }
  return "unknown";
}

enum class sync_trigger : std::uint8_t { schedule, api, command_line };

constexpr std::string_view to_string(sync_trigger trigger) noexcept {
  switch (trigger) {
    case sync_trigger::schedule: return "schedule";
    case sync_trigger::api: return "api";
    case sync_trigger::command_line: return "command_line";
  }
  return "unknown";
}

struct sync_step_report {
  sync_step step = sync_step::tasks;
  bool succeeded = false;
  std::string summary;               // a sentence; of a failed step the reason
  std::vector<std::string> actions;  // what was done, one line each
  std::int64_t duration_ms = 0;
  std::string trouble = {};  // what it could not do although it succeeded, and what still works; empty: nothing
};

struct sync_report {
  std::string command;  // `all`, or the step's name
  sync_trigger trigger = sync_trigger::schedule;
  std::string started_at;  // UTC, ISO 8601 with +00:00
  std::int64_t duration_ms = 0;
  bool succeeded = false;
  std::string error;                    // of the step that failed; empty when all went well
  std::vector<sync_step_report> steps;  // those that ran; none runs after one that failed
};

/// Runs one step, or all of them in order. A request that arrives during the same run waits its turn.
struct run_sync {
  using reply = sync_report;  // a failed step is a report, not an error
  static constexpr retry_policy retry = retry_policy::never;
  std::optional<sync_step> only;  // nothing: inbox, tasks, projects, index, extract
  sync_trigger trigger = sync_trigger::api;
};

struct extraction_report {
  int extracted = 0;
  int skipped = 0;
  int failed = 0;
  std::string message;
  std::string trouble = {};  // it is not single notes that fail: sentences, for the verdict; empty: nothing
};

/// Extracts metadata of one note, or of all notes that changed since the last time.
struct extract_notes {
  using reply = extraction_report;
  static constexpr retry_policy retry = retry_policy::never;
  std::optional<std::string> note_path;  // errc::not_found when it cannot be read
  bool force = false;                    // every note, changed or not
};

/// Where a run is. Published while it works; the last state stays.
struct sync_progress {
  bool running = false;
  std::string command;
  std::optional<sync_step> step;
  int done = 0;         // of the step's items
  int total = 0;        // 0: not known
  std::string current;  // path or name of the item
};

using sync_api = api<run_sync, extract_notes>;

}  // namespace secondbrain
