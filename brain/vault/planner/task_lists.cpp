#include "brain/vault/planner/task_lists.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "brain/vault/planner/listed_tasks.hpp"

namespace secondbrain::vault {
namespace {

/// Whether `00_Daily` is what the predecessor had there, as far as is known: nothing else is where daily notes are.
bool may_be_predecessors(const vault_conventions& conventions) {
  return !conventions.daily || (conventions.daily->folder == daily_folder && conventions.uses("due"));
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
  const bool is_back = std::any_of(missing_.begin(), missing_.end(), [&](auto& path) { return noted_.is_there(path); });
  if (made_of_ == now && !is_back) return;
  made_of_ = now;
  missing_.clear();
  ++revision_;
  const auto reading = noted_.tasks().empty() ? nullptr : noted_.reading(today);
  if (!reading) {
    tasks_ = daily_.tasks();
    return;
  }
  const bool reads_daily = may_be_predecessors(reading->conventions);
  tasks_ = reads_daily ? daily_.tasks() : std::vector<task>{};
  // A note that has just become a daily note is one at once, and still known to the index by its former name.
  const bool may_be_twice = reads_daily && !daily_.notes().empty();
  std::string looked_at;
  bool is_there = true;
  const auto counts = [&](const task& one) {
    if (reads_daily && is_daily_note(daily_.notes(), one.path)) return false;
    if (may_be_twice && one.path != looked_at) {
      looked_at = one.path;
      is_there = noted_.is_there(one.path);
      if (!is_there) missing_.push_back(one.path);
    }
    return is_there;
  };
  auto others = listed_tasks(noted_.tasks(), reading->conventions, today);
  for (auto& one : others)
    if (counts(one)) tasks_.push_back(std::move(one));
}

}  // namespace secondbrain::vault
