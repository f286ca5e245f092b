// What a person changed in the generated task files, seen against what was written there last (contract: vault §6.5).
//
// Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "brain/sync/tasks_state.hpp"

namespace secondbrain::sync {

/// The texts of both files; empty when there is none.
struct task_file_texts {
  std::string all;
  std::string completed;
};

/// To be carried over to the daily notes: the task as it is there, and what becomes of it.
struct task_edit {
  task target;
  std::optional<task_status> status;
  std::optional<std::string> due_date;
};

struct task_edits {
  std::vector<task_edit> edits;
  std::vector<std::string> remarks;  // sentences about edits that are not carried over
};

/// An edit of a row counts unless the daily note was changed as well: then the note wins. Without a record of what was
/// written last (`base`), only what a generated file never says by itself counts as an edit.
task_edits find_task_edits(const task_file_texts& files, const task_listing& base, const std::vector<task>& tasks);

}  // namespace secondbrain::sync
