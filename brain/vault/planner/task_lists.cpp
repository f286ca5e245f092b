#include "brain/vault/planner/task_lists.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "brain/vault/planner/listed_tasks.hpp"

namespace secondbrain::vault {
namespace {

/// Whether `00_Daily` is what the predecessor had there, as far as is known: nothing else is where daily notes are.
bool may_be_predecessors(const vault_conventions& conventions) {
  return !conventions.daily || conventions.daily->folder == daily_folder;
}

/// Of a note that the daily view reads.
bool is_daily_note(const daily_note_map& notes, std::string_view path) {
  if (!path.starts_with(daily_folder)) return false;
  path.remove_prefix(daily_folder.size());
  constexpr std::string_view end = ".md";
  if (!path.starts_with('/') || !path.ends_with(end)) return false;
  return notes.contains(path.substr(1, path.size() - 1 - end.size()));
}

}  // namespace

bool task_lists::is_predecessors() const {
  const auto reading = noted_.reading(today());
  return reading && reading->conventions.daily && reading->conventions.daily->folder == daily_folder &&
         reading->dialects.preferred().name() == "due";
}

void task_lists::put_together(day today) {
  const state now{daily_.source().revision(), noted_.revision(), today};
  if (made_of_ == now) return;
  made_of_ = now;
  const auto reading = noted_.tasks().empty() ? nullptr : noted_.reading(today);
  if (!reading) {
    tasks_ = daily_.tasks();
    return;
  }
  const bool reads_daily = may_be_predecessors(reading->conventions);
  tasks_ = reads_daily ? daily_.tasks() : std::vector<task>{};
  auto others = listed_tasks(noted_.tasks(), reading->conventions, today);
  std::copy_if(std::move_iterator{others.begin()}, std::move_iterator{others.end()}, std::back_inserter(tasks_),
               [&](const task& one) { return !reads_daily || !is_daily_note(daily_.notes(), one.path); });
}

}  // namespace secondbrain::vault
