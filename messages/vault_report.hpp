// What was found in a vault: how its owner keeps it, where that was found, and with what yield.
//
// Paths are relative to the vault. Days are `YYYY-MM-DD`; an empty text is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

/// One convention with its origin.
struct found_convention {
  std::string name;    // `daily notes`, `templates`
  std::string value;   // in words: `Daily, named YYYY-MM-DD`
  std::string origin;  // the file that says it, or in words
};

constexpr auto fields_of(const found_convention*) {
  return record<found_convention>(field_list{
      field("name", &found_convention::name),
      field("value", &found_convention::value),
      field("origin", &found_convention::origin, "The file that says it, or in words where it was seen"),
  });
}

/// A settings file that could not be read, or that says something impossible.
struct convention_problem {
  std::string file;  // empty: a setting of ours
  std::string message;
};

constexpr auto fields_of(const convention_problem*) {
  return record<convention_problem>(field_list{
      field("file", &convention_problem::file, "Empty: a setting of SecondBrain"),
      field("message", &convention_problem::message, "What is wrong and what is done meanwhile"),
  });
}

struct task_yield {
  std::string format;  // `tasks`, `dataview`, `tasknotes`, `logseq`, `due`, `plain`
  std::int64_t tasks = 0;
  std::int64_t open = 0;
};

constexpr auto fields_of(const task_yield*) {
  return record<task_yield>(field_list{
      field("format", &task_yield::format, "How they are written; plain: a box and nothing more"),
      field("tasks", &task_yield::tasks),
      field("open", &task_yield::open, "Neither done nor cancelled"),
  });
}

struct language_yield {
  std::string language;
  std::int64_t notes = 0;
};

constexpr auto fields_of(const language_yield*) {
  return record<language_yield>(field_list{
      field("language", &language_yield::language, "ISO 639-1; empty: it cannot be told"),
      field("notes", &language_yield::notes),
  });
}

enum class unread_kind : std::uint8_t { task, event, date, heading };

constexpr auto names_of(unread_kind) {
  using enum unread_kind;
  return named_values<unread_kind>({{task, "task"}, {event, "event"}, {date, "date"}, {heading, "heading"}});
}

/// A line that looks like a task, an event, a date or the heading of a section and was not understood.
struct unread_line {
  std::string path;
  std::int64_t line = 0;  // from 1; 0: the name of the file
  unread_kind kind = unread_kind::task;
  std::string text;    // of the line, cut
  std::string reason;  // a sentence
};

constexpr auto fields_of(const unread_line*) {
  return record<unread_line>(field_list{
      field("path", &unread_line::path),
      field("line", &unread_line::line, "From 1; 0: the name of the file"),
      field("kind", &unread_line::kind),
      field("text", &unread_line::text),
      field("reason", &unread_line::reason),
  });
}

struct vault_report {
  std::vector<found_convention> conventions;
  std::vector<convention_problem> problems;
  std::int64_t notes = 0;
  std::int64_t left_out = 0;  // of the notes: in folders whose tasks and events do not count
  std::int64_t daily_notes = 0;
  std::string first_day;  // of the daily notes
  std::string last_day;
  std::int64_t tasks = 0;
  std::vector<task_yield> tasks_by_format;
  std::string tasks_message;  // what was looked for, when no task was found
  std::int64_t events = 0;
  std::int64_t links_resolved = 0;
  std::int64_t links_unresolved = 0;
  std::int64_t tags = 0;                  // different ones
  std::int64_t aliases = 0;               // in all notes
  std::vector<language_yield> languages;  // of the notes, the most frequent first
  std::int64_t unread = 0;                // lines that were not understood
  std::vector<unread_line> unread_lines;  // the first of them
};

constexpr auto fields_of(const vault_report*) {
  return record<vault_report>(field_list{
      field("conventions", &vault_report::conventions),
      field("problems", &vault_report::problems),
      field("notes", &vault_report::notes),
      field("left_out", &vault_report::left_out, "Of the notes: in folders whose tasks and events do not count"),
      field("daily_notes", &vault_report::daily_notes),
      field("first_day", &vault_report::first_day, "Of the daily notes; null: there is none",
            {.empty = when_empty::null}),
      field("last_day", &vault_report::last_day, "Of the daily notes; null: there is none",
            {.empty = when_empty::null}),
      field("tasks", &vault_report::tasks),
      field("tasks_by_format", &vault_report::tasks_by_format),
      field("tasks_message", &vault_report::tasks_message, "What was looked for, when no task was found; else empty"),
      field("events", &vault_report::events),
      field("links_resolved", &vault_report::links_resolved),
      field("links_unresolved", &vault_report::links_unresolved),
      field("tags", &vault_report::tags, "Different ones"),
      field("aliases", &vault_report::aliases),
      field("languages", &vault_report::languages, "Of the notes, by their frontmatter or as they read"),
      field("unread", &vault_report::unread, "Lines that look like a task, event or date and were not understood"),
      field("unread_lines", &vault_report::unread_lines, "The first of them"),
  });
}

/// What is known of a vault, and why it is not more.
struct vault_finding {
  std::optional<vault_report> found;  // the last good one; nothing: there was none yet
  std::string error;                  // a sentence; empty: `found` is as the vault is now
};

/// Answered within seconds, however long a look takes: what is not known by then is said in words, and the look goes
/// on. errc::vault_missing: none is configured.
struct get_vault_report {
  using reply = vault_finding;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

using vault_report_api = api<get_vault_report>;

}  // namespace secondbrain
