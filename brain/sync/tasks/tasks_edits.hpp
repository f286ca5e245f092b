// What a person changed in the generated task files, seen against what was written there last (contract: vault §6.5).
//
// Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "brain/sync/tasks/generated_file.hpp"
#include "brain/sync/tasks/tasks_state.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"

namespace secondbrain::sync {

/// One of the two files as it was found.
struct seen_list {
  generated_place place;
  std::optional<task_listing> base;  // what it was made from; nothing: not known
};

struct seen_lists {
  seen_list all;
  seen_list completed;
};

/// To be carried over to the daily notes: the task as it is there, and what becomes of it.
struct task_edit {
  task target;
  std::optional<task_status> status;
  std::optional<std::string> due_date;
};

/// A row or a box that a person put into a list.
struct added_task {
  vault::new_task task;
  task_status status = task_status::open;
};

struct task_edits {
  std::vector<task_edit> edits;
  std::vector<added_task> added;
  std::vector<std::string> remarks;  // sentences about edits that are not carried over
  std::set<std::string> losing;      // files that say something which a rewrite would lose
};

/// A file that nobody touched since it was written holds no edits, whatever else is known of it. In one that was
/// edited, a row that differs from its base counts unless the daily note was changed as well: then the note wins.
/// Without a base, only what a generated file never says by itself counts as an edit.
task_edits find_task_edits(const seen_lists& lists, const std::vector<task>& tasks);

}  // namespace secondbrain::sync
