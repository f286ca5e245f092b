#include "brain/vault/planner/lost_notes.hpp"

#include <algorithm>
#include <utility>

namespace secondbrain::vault {

void lost_notes::lose(daily_note last, moment now) {
  if (last.tasks.empty()) return;  // also one that was blank before it went: what it held is remembered already
  auto date = last.date;
  by_date_.insert_or_assign(std::move(date), lost_note{std::move(last), now});
}

void lost_notes::regain(std::string_view date) {
  if (auto found = by_date_.find(date); found != by_date_.end()) by_date_.erase(found);
}

void lost_notes::forget_old(moment now) {
  std::erase_if(by_date_, [&](const auto& each) { return now - each.second.since >= memory; });
}

std::optional<std::string> lost_notes::holder_of(const task_key& key) const {
  auto holds = [&](const auto& each) {
    auto& tasks = each.second.last.tasks;
    return std::any_of(tasks.begin(), tasks.end(), [&](const daily_task& one) { return one.key == key; });
  };
  auto found = std::find_if(by_date_.rbegin(), by_date_.rend(), holds);
  if (found == by_date_.rend()) return std::nullopt;
  return found->first;
}

}  // namespace secondbrain::vault
