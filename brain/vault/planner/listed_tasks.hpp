// The tasks of notes in any dialect, in the form in which lists show them.
//
// Thread-safe, cannot fail.
#pragma once

#include <string_view>
#include <vector>

#include "brain/vault/conventions/vault_conventions.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "messages/noted_task.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

/// In the order given. A task of a daily note is as old as the note, another one as its created date says.
std::vector<task> listed_tasks(const std::vector<noted_task>& noted, const vault_conventions& conventions, day today);

/// What the three states of the lists make of a status (`ON_HOLD`): what was cancelled is nothing left to do.
task_status status_named(std::string_view type) noexcept;

/// The name of a note: of its file, without `.md`.
std::string_view name_of_note(std::string_view path) noexcept;

}  // namespace secondbrain::vault
