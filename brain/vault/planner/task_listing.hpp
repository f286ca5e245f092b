// The rows of the generated task files, as a person may have left them (contract: vault §6.5).
//
// Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "messages/planner.hpp"

namespace secondbrain::vault {

/// What a row tells of which task it stands for.
struct listed_name {
  std::string heading;  // `category` or `category > sub-project`
  std::string text;     // normalised, without links to days

  friend bool operator<(const listed_name& left, const listed_name& right) {
    return std::tie(left.heading, left.text) < std::tie(right.heading, right.text);
  }
};

listed_name listed_name_of(const task& one);

/// `category`, or `category > sub-project`; `Uncategorized` for an empty category.
std::string heading_of(const task& one);

struct listed_task {
  listed_name name;
  std::string text;  // as it stands there
  task_status status = task_status::open;
  bool names_status = true;             // no: what stands in its place is in `more`
  std::optional<std::string> due_date;  // as typed; nothing: the row has no place for one
  std::string category;                 // that the row or the headings above it name
  std::string sub_project;
  bool links_day = false;  // as every row of ours does: `[[2026-02-05]]`, when the task was added
  std::string due_suffix;  // `(due: 2026-02-05)` behind the text of a box
  std::string more;        // what a person wrote into cells of no meaning
};

/// The rows of tables, and the tasks of lists.
std::vector<listed_task> read_listed_tasks(std::string_view bytes);

/// A text without its links to days.
std::string without_day_links(std::string_view text);

}  // namespace secondbrain::vault
