// One line that is a task: `- [ ] Call the bank (due: 2026-02-10)` (contract: vault §6.1, §6.2).
//
// Works on the line's bytes; what is not asked to change stays as it is. Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "messages/planner.hpp"

namespace secondbrain::vault {

struct task_line {
  task_status status = task_status::open;
  std::string_view text;      // without the due date, trimmed, never empty
  std::string_view due_date;  // shaped like a day, or empty
};

/// Nothing: the line is no task. The parts are slices of the line.
std::optional<task_line> read_task_line(std::string_view line);

struct dated_text {
  std::string_view text;
  std::string_view due_date;
};

/// Takes ` (due: YYYY-MM-DD)` off the end of a text.
dated_text split_due_date(std::string_view text);

/// The line of a task with another mark in its box.
std::string with_status(std::string_view line, task_status status);

/// The line of a task with another due date; an empty one takes it away.
std::string with_due_date(std::string_view line, std::string_view due_date);

/// What two texts have in common that name the same task: no due date, no case, no ASCII punctuation, single spaces.
std::string normalise_task(std::string_view text);

/// The line of a new, open task.
std::string new_task_line(std::string_view text, std::string_view due_date);

}  // namespace secondbrain::vault
