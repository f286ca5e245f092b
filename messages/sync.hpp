// The daily sync: its steps, its runs, and the extraction of metadata that is one of them
// (contract: operations §2, http_api §8.3).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

enum class sync_step : std::uint8_t { inbox, tasks, projects, index, extract, weekly };

constexpr auto names_of(sync_step) {
  using enum sync_step;
  return named_values<sync_step>({{inbox, "inbox"},
                                  {tasks, "tasks"},
                                  {projects, "projects"},
                                  {index, "index"},
                                  {extract, "extract"},
                                  {weekly, "weekly"}});
}

enum class sync_trigger : std::uint8_t { schedule, api, command_line };

constexpr auto names_of(sync_trigger) {
  using enum sync_trigger;
  return named_values<sync_trigger>({{schedule, "schedule"}, {api, "api"}, {command_line, "command_line"}});
}

struct sync_step_report {
  sync_step step = sync_step::tasks;
  bool succeeded = false;
  std::string summary;               // a sentence; of a failed step the reason
  std::vector<std::string> actions;  // what was done, one line each
  std::int64_t duration_ms = 0;
  std::string trouble = {};  // what it could not do although it succeeded, and what still works; empty: nothing
};

constexpr auto fields_of(const sync_step_report*) {
  return record<sync_step_report>(field_list{
      field("step", &sync_step_report::step),
      field("succeeded", &sync_step_report::succeeded),
      field("summary", &sync_step_report::summary, "Of a failed step the reason"),
      field("actions", &sync_step_report::actions),
      field("duration_ms", &sync_step_report::duration_ms, "", {.least = 0}),
      internal(&sync_step_report::trouble),
  });
}

struct sync_report {
  std::string command;  // `all`, or the step's name
  sync_trigger trigger = sync_trigger::schedule;
  std::string started_at;  // UTC, ISO 8601 with +00:00
  std::int64_t duration_ms = 0;
  bool succeeded = false;
  std::string error;                    // of the step that failed; empty when all went well
  std::vector<sync_step_report> steps;  // those that ran; none runs after one that failed
};

/// How a run ended, as it is written.
enum class sync_outcome : std::uint8_t { success, failed };

constexpr auto names_of(sync_outcome) {
  using enum sync_outcome;
  return named_values<sync_outcome>({{success, "success"}, {failed, "failed"}});
}

constexpr auto fields_of(const sync_report*) {
  return record<sync_report>(field_list{
      field("command", &sync_report::command, "`all`, or a step"),
      field("trigger", &sync_report::trigger),
      field("started_at", &sync_report::started_at, "UTC, ISO 8601"),
      field("duration_ms", &sync_report::duration_ms, "", {.least = 0}),
      converted(
          "status", &sync_report::succeeded,
          [](bool succeeded) { return succeeded ? sync_outcome::success : sync_outcome::failed; },
          [](sync_outcome outcome) { return outcome == sync_outcome::success; }),
      field("error", &sync_report::error, "", {.empty = when_empty::null}),
      field("steps", &sync_report::steps, "Those that ran"),
  });
}

/// Runs one step, or all of them in order. A request that arrives during the same run waits its turn.
struct run_sync {
  using reply = sync_report;  // a failed step is a report, not an error
  static constexpr retry_policy retry = retry_policy::never;
  std::optional<sync_step> only;  // nothing: inbox, tasks, projects, index, extract
  sync_trigger trigger = sync_trigger::api;
};

/// Who may be named as the one that asks over HTTP.
inline constexpr std::array<std::string_view, 2> callers_of_sync{to_string(sync_trigger::api),
                                                                 to_string(sync_trigger::command_line)};

constexpr auto fields_of(const run_sync*) {
  return record<run_sync>(field_list{
      internal(&run_sync::only),
      field("trigger", &run_sync::trigger, "Who requests it, for the record",
            {.presence = in_requests::optional, .only = callers_of_sync}),
  });
}

struct extraction_report {
  int extracted = 0;
  int skipped = 0;
  int failed = 0;
  std::string message;
  std::string trouble = {};  // it is not single notes that fail: sentences, for the verdict; empty: nothing
};

constexpr auto fields_of(const extraction_report*) {
  return record<extraction_report>(field_list{
      computed("status", [](const extraction_report&) { return std::string_view{"success"}; }),
      field("notes_extracted", &extraction_report::extracted, "", {.least = 0}),
      field("notes_skipped", &extraction_report::skipped, "", {.least = 0}),
      field("notes_failed", &extraction_report::failed, "", {.least = 0}),
      field("message", &extraction_report::message),
      internal(&extraction_report::trouble),
  });
}

/// Extracts metadata of one note, or of all notes that changed since the last time.
struct extract_notes {
  using reply = extraction_report;
  static constexpr retry_policy retry = retry_policy::never;
  std::optional<std::string> note_path;  // errc::not_found when it cannot be read
  bool force = false;                    // every note, changed or not
};

constexpr auto fields_of(const extract_notes*) {
  return record<extract_notes>(field_list{
      field("note_path", &extract_notes::note_path, "Only this note"),
      field("force", &extract_notes::force, "Every note, changed or not", {.presence = in_requests::optional}),
  });
}

/// Where a run is. Published while it works; the last state stays.
struct sync_progress {
  bool running = false;
  std::string command;
  std::optional<sync_step> step;
  int done = 0;         // of the step's items
  int total = 0;        // 0: not known
  std::string current;  // path or name of the item
};

constexpr auto fields_of(const sync_progress*) {
  return record<sync_progress>(field_list{
      field("running", &sync_progress::running),
      field("command", &sync_progress::command),
      field("step", &sync_progress::step, "The one under way"),
      field("done", &sync_progress::done, "", {.least = 0}),
      field("total", &sync_progress::total, "Of the step's items; 0: not known", {.least = 0}),
      field("current", &sync_progress::current, "Path or name of the item"),
  });
}

using sync_api = api<run_sync, extract_notes>;

}  // namespace secondbrain
