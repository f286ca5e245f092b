// Captures: texts that were dropped into the inbox, those that wait there, and filing one by hand (contract: http_api
// §7, vault §8).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "messages/request.hpp"

namespace secondbrain {

struct captured_note {
  std::string filename;  // in `Inbox/`
};

/// Keeps a text, byte for byte, as a new file in the inbox; durable when answered.
struct capture_note {
  using reply = captured_note;
  static constexpr retry_policy retry = retry_policy::never;  // a repeat would keep it twice
  std::string text;
};

enum class capture_state : std::uint8_t {
  waiting,  // in the inbox; the next sync looks at it
  failed,   // the model could not make sense of it; it waits for a person
};

constexpr std::string_view to_string(capture_state state) noexcept {
  switch (state) {
    case capture_state::waiting: return "waiting";
    case capture_state::failed: return "failed";
  }
  return "unknown";
}

struct waiting_capture {
  std::string path;   // relative to the vault
  std::string text;   // repaired where it is no UTF-8; cut at 2,000 bytes
  std::string since;  // when the file was last changed; UTC, ISO 8601 with +00:00
  capture_state state = capture_state::waiting;
  std::string reason;  // why it still waits; empty: its turn has not come
};

struct capture_counts {
  std::size_t waiting = 0;
  std::size_t failed = 0;
  std::int64_t oldest_seconds = 0;  // age of the oldest of all
};

struct capture_page {
  std::vector<waiting_capture> captures;
  capture_counts counts;
};

/// Those that wait, the oldest first. errc::vault_missing.
struct list_captures {
  using reply = capture_page;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::size_t offset = 0;
  std::size_t limit = 100;
};

enum class filing_place : std::uint8_t {
  tasks,          // each line a task in today's daily note
  day,            // under Notes in today's daily note
  note,           // a note of its own
  existing_note,  // the end of a note that is there
  nowhere,        // it has done its work: only put away
};

constexpr std::string_view to_string(filing_place place) noexcept {
  switch (place) {
    case filing_place::tasks: return "tasks";
    case filing_place::day: return "day";
    case filing_place::note: return "note";
    case filing_place::existing_note: return "existing_note";
    case filing_place::nowhere: return "nowhere";
  }
  return "unknown";
}

struct filed_capture {
  std::string action;  // what was done, a sentence
};

/// Files one capture where a person says, and puts it away in `Inbox/_processed`. Repeating it after a crash writes
/// nothing twice. errc::not_found: it no longer waits, or the note it shall go to is not there; errc::invalid_argument.
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

using capture_api = api<capture_note, list_captures, file_capture>;

}  // namespace secondbrain
