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
  std::string text;           // its words: without due date, fields of plugins and block id, trimmed, never empty
  std::string_view due_date;  // a slice of the line, shaped like a day, or empty; of several the last
};

/// Nothing: the line is no task.
std::optional<task_line> read_task_line(std::string_view line);

/// The line of a task with another mark in its box.
std::string with_status(std::string_view line, task_status status);

/// The line of a task with another due date: changed where it stands; a new one goes behind the words, before what
/// plugins and links need at the end. An empty one takes all of them away.
std::string with_due_date(std::string_view line, std::string_view due_date);

/// What two texts have in common that name the same task: the words with their punctuation, without case and spacing.
std::string normalise_task(std::string_view text);

/// The line of a new, open task.
std::string new_task_line(std::string_view text, std::string_view due_date);

}  // namespace secondbrain::vault
