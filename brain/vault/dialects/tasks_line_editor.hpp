// Changes one line of the Tasks plugin where it stands: what the plugin would make of the task, while everything that
// is not asked to change stays as the person wrote it. (The plugin itself writes the whole line anew, and loses what it
// cannot read: rules, days that do not exist.)
//
// Thread-safe. errc::invalid_argument, with a sentence, for what no line can say.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "brain/vault/dialects/task_dialect.hpp"
#include "brain/vault/dialects/tasks_settings.hpp"

namespace secondbrain::vault::dialects {

/// The task is what `read_tasks_line` made of the line. One line; two where the task comes back; none where it goes
/// once it is done. A rule that is over or that no day fits brings nothing back.
result<edited_lines> edit_tasks_line(std::string_view line, const task_line& task, const tasks_settings& settings,
                                     const task_change& change, day today);

/// A line that is no task with the box that the command "Toggle task done" gives it, or with the next sign in its box.
std::string with_toggled_box(std::string_view line, const tasks_settings& settings);

result<std::string> new_tasks_line(const task_fields& fields, const tasks_settings& settings, day today);

}  // namespace secondbrain::vault::dialects
