// Changes tasks in the text of a daily note (contract: vault §6.6).
//
// Lines are found by what they say, so that an edit made meanwhile does not send a change to another line. Answers
// whether there was such a task. Thread-safe, cannot fail.
#pragma once

#include <string_view>

#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

/// Of the last appearance in the note.
bool set_status(text_lines& lines, const task_key& key, task_status status);

/// Of the last appearance in the note.
bool set_due_date(text_lines& lines, const task_key& key, std::string_view due_date);

/// Of every appearance in the note.
bool clear_due_dates(text_lines& lines, const task_key& key);

/// Moves every appearance below the headings of its new category and sub-project, with all that belongs to it: nested
/// items, paragraphs, code. Their order stays. Headings that are missing are made; emptied ones stay.
bool move_task(text_lines& lines, const task_key& key, std::string_view category, std::string_view sub_project);

}  // namespace secondbrain::vault
