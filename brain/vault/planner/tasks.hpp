// The tasks of all daily notes taken together, and the questions asked of them (contract: vault §6.2, http_api §6.2).
//
// Thread-safe, cannot fail.
#pragma once

#include <vector>

#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_note.hpp"

namespace secondbrain::vault {

/// Each task once, with all its appearances, in the order of the first ones.
std::vector<task> aggregate_tasks(const daily_note_map& notes, day today);

/// What stands for an empty category where one must be shown.
inline constexpr std::string_view no_category = "Uncategorized";

/// The category, or what stands for none.
std::string shown_category(const task& one);

task_key key_of(const task& one);

/// Of the daily notes in the predecessor's layout, where all appearances are one task.
bool is_of_daily_notes(const task& one);

std::vector<task> filter_tasks(const std::vector<task>& tasks, const list_tasks& request);

/// Of tasks that are not done.
std::vector<category_count> count_categories(const std::vector<task>& tasks);

}  // namespace secondbrain::vault
