// Captures: texts that were dropped into the inbox, those that wait there, and filing one by hand (contract: http_api
// §7, vault §8).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

struct captured_note {
  std::string filename;
  std::string folder = "Inbox";  // of the vault
};

constexpr auto fields_of(const captured_note*) {
  return record<captured_note>(field_list{
      field("filename", &captured_note::filename),
      internal(&captured_note::folder),
      computed("message", [](const captured_note& one) { return "Captured to " + one.folder + "/" + one.filename; }),
  });
}

/// Keeps a text, byte for byte, as a new file in the inbox; durable when answered.
struct capture_note {
  using reply = captured_note;
  static constexpr retry_policy retry = retry_policy::never;  // a repeat would keep it twice
  std::string text;
};

constexpr auto fields_of(const capture_note*) {
  return record<capture_note>(field_list{
      field("text", &capture_note::text, "", {.least = 1, .most = 10'000}),
  });
}

enum class capture_state : std::uint8_t {
  waiting,  // in the inbox; the next sync looks at it
  failed,   // the model could not make sense of it; it waits for a person
};

constexpr auto names_of(capture_state) {
  using enum capture_state;
  return named_values<capture_state>({{waiting, "waiting"}, {failed, "failed"}});
}

struct waiting_capture {
  std::string path;   // relative to the vault
  std::string text;   // repaired where it is no UTF-8; cut at 2,000 bytes
  std::string since;  // when the file was last changed; UTC, ISO 8601 with +00:00
  capture_state state = capture_state::waiting;
  std::string reason;  // why it still waits; empty: its turn has not come
};

constexpr auto fields_of(const waiting_capture*) {
  return record<waiting_capture>(field_list{
      field("path", &waiting_capture::path),
      field("text", &waiting_capture::text, "At most 2,000 bytes of it"),
      field("since", &waiting_capture::since),
      field("state", &waiting_capture::state, "failed: the model could not tell where it belongs"),
      field("reason", &waiting_capture::reason, "Why it still waits; empty: its turn has not come"),
  });
}

struct capture_counts {
  std::size_t waiting = 0;
  std::size_t failed = 0;
  std::int64_t oldest_seconds = 0;  // age of the oldest of all
};

constexpr auto fields_of(const capture_counts*) {
  return record<capture_counts>(field_list{
      field("waiting", &capture_counts::waiting),
      field("failed", &capture_counts::failed),
      field("oldest_seconds", &capture_counts::oldest_seconds),
  });
}

struct capture_page {
  std::vector<waiting_capture> captures;
  capture_counts counts;
};

constexpr auto fields_of(const capture_page*) {
  return record<capture_page>(field_list{
      inlined(&capture_page::counts),
      field("captures", &capture_page::captures, "The oldest first"),
  });
}

/// Those that wait, the oldest first. errc::vault_missing.
struct list_captures {
  using reply = capture_page;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::size_t offset = 0;
  std::size_t limit = 100;
};

constexpr auto fields_of(const list_captures*) {
  return record<list_captures>(field_list{
      field("offset", &list_captures::offset, "", {.least = 0, .presence = in_requests::optional}),
      field("limit", &list_captures::limit, "", {.least = 1, .most = 500, .presence = in_requests::optional}),
  });
}

enum class filing_place : std::uint8_t {
  tasks,          // each line a task in today's daily note
  day,            // under Notes in today's daily note
  note,           // a note of its own
  existing_note,  // the end of a note that is there
  nowhere,        // it has done its work: only put away
};

constexpr auto names_of(filing_place) {
  using enum filing_place;
  return named_values<filing_place>(
      {{tasks, "tasks"}, {day, "day"}, {note, "note"}, {existing_note, "existing_note"}, {nowhere, "nowhere"}});
}

struct filed_capture {
  std::string action;  // what was done, a sentence
};

constexpr auto fields_of(const filed_capture*) {
  return record<filed_capture>(field_list{
      field("message", &filed_capture::action),
  });
}

/// Files one capture where a person says, and puts it away in `_processed` of the inbox. Repeating it after a crash
/// writes nothing twice. errc::not_found: it no longer waits, or the note it shall go to is not there;
/// errc::invalid_argument.
struct file_capture {
  using reply = filed_capture;
  static constexpr retry_policy retry = retry_policy::never;
  std::string path;  // as listed
  filing_place place = filing_place::day;
  std::string title;        // of a note of its own; empty: the first line
  std::string folder;       // of a note of its own; empty: where notes usually go
  std::string note_path;    // of an existing note
  std::string category;     // of tasks; empty: none
  std::string sub_project;  // of tasks; empty: none
  std::string due_date;     // of tasks, YYYY-MM-DD; empty: none
};

constexpr auto fields_of(const file_capture*) {
  return record<file_capture>(field_list{
      field("path", &file_capture::path, "As listed", {.least = 1}),
      field("to", &file_capture::place,
            "Tasks in today's daily note, a note of the day, a note of its own, the end of an existing note, or "
            "nowhere: only put away"),
      field("title", &file_capture::title, "Of a note of its own; the first line otherwise",
            {.presence = in_requests::optional}),
      field("folder", &file_capture::folder, "Of a note of its own", {.presence = in_requests::optional}),
      field("note_path", &file_capture::note_path, "Of the existing note", {.presence = in_requests::optional}),
      field("category", &file_capture::category,
            "Of tasks; where daily notes have none, the heading below which they go",
            {.presence = in_requests::optional}),
      field("sub_project", &file_capture::sub_project, "Of tasks", {.presence = in_requests::optional}),
      field("due_date", &file_capture::due_date, "Of tasks, YYYY-MM-DD", {.presence = in_requests::optional}),
  });
}

using capture_api = api<capture_note, list_captures, file_capture>;

}  // namespace secondbrain
