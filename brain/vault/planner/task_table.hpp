// Tables of tasks in Markdown: writing them, and reading the rows a person may have edited (contract: vault §6.3-6.5).
//
// A `|` in a text is written `\|`, which Obsidian shows as a plain one. Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/planner/calendar.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

/// `2 days overdue`, `Today`, `in 5 days`; as a badge when it is near. Empty for what is done or has no due date.
std::string due_label(const task& one, day today);

/// Header and rows, by due date, those without one last.
std::string render_task_table(std::vector<task> tasks, day today);

struct table_row {
  task_status status = task_status::open;
  bool names_status = true;                  // no: there is no such status
  std::string_view text;                     // a `|` in it still escaped
  std::optional<std::string_view> due_date;  // as typed; nothing: the row has no such cell
  std::string_view added;                    // the cell that links to the day of the first note
  std::string more;                          // what a person wrote into other cells
};

/// The first line of such a table: its columns begin with Status and Task, whatever else there is.
bool is_task_table_header(std::string_view line);

/// Its header or its rule with nothing but what a table of ours says there.
bool is_plain_table_head(std::string_view line);

/// Whether the row names a status of its own accord.
bool names_status(std::string_view line);

/// Nothing: the line is no row of a table, or its header or rule.
std::optional<table_row> read_table_row(std::string_view line);

}  // namespace secondbrain::vault
