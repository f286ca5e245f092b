// What an update of a task means, before anything is written (contract: vault §6.6, http_api §6.2, operations W9, W10).
//
// Thread-safe, cannot fail save as said.
#pragma once

#include <optional>
#include <string>

#include "base/error.hpp"
#include "brain/vault/planner/daily_note.hpp"

namespace secondbrain::sync {

/// The update with its new names trimmed. An empty new category is the place directly below `## Tasks`.
/// errc::invalid_argument: a due date that is no day, or a name that is no single line.
result<update_task> check_update(update_task request);

/// The task that is meant, and what it is called afterwards.
vault::task_key key_before(const update_task& request);
vault::task_key key_after(const update_task& request);

/// Where status and due date are written: the last appearance of the task, or of the one it becomes part of.
struct task_appearance {
  std::string date;
  vault::task_key key;
};

std::optional<task_appearance> latest_appearance(const vault::daily_note_map& notes, const update_task& request);

/// Days whose notes hold the task.
std::vector<std::string> days_of(const vault::daily_note_map& notes, const vault::task_key& key);

/// Whether the task is as it was asked to be.
bool is_updated(const task& one, const update_task& request);

}  // namespace secondbrain::sync
