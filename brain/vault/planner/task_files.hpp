// The two files that list all tasks: `Tasks/All Tasks.md` and `Tasks/Completed Tasks.md` (contract: vault §6.4).
//
// Thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/planner/calendar.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

inline constexpr std::string_view all_tasks_path = "Tasks/All Tasks.md";
inline constexpr std::string_view completed_tasks_path = "Tasks/Completed Tasks.md";

/// What is not done, in tables by category and sub-project.
std::string render_all_tasks(const std::vector<task>& tasks, day today);

/// What is done, the latest first.
std::string render_completed_tasks(const std::vector<task>& tasks, day today);

}  // namespace secondbrain::vault
