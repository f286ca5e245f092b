#include "brain/vault/planner/briefing.hpp"

#include <algorithm>

#include "brain/vault/planner/events.hpp"
#include "brain/vault/planner/task_dates.hpp"

namespace secondbrain::vault {
namespace {

constexpr int follow_up_after = 3;  // days

void sort_into(briefing& result, const task& one) {
  if (!is_unfinished(one)) return;
  ++result.total_open;
  if (!has_date(one)) {
    bool waits = one.status == task_status::open && one.days_open > follow_up_after;
    if (waits) result.aging_followups.push_back(one);
  } else if (is_overdue(one, result.today)) {
    result.overdue_tasks.push_back(one);
  } else if (is_for_today(one, result.today)) {
    result.due_today_tasks.push_back(one);
  }
}

}  // namespace

briefing make_briefing(const daily_note_map& notes, const std::vector<task>& tasks, day today) {
  briefing result;
  result.today = format_day(today);
  result.today_display = display_day(today);
  for (auto& one : tasks) sort_into(result, one);
  std::stable_sort(result.overdue_tasks.begin(), result.overdue_tasks.end(),
                   [](auto& left, auto& right) { return left.due_date < right.due_date; });
  std::stable_sort(result.aging_followups.begin(), result.aging_followups.end(),
                   [](auto& left, auto& right) { return left.days_open > right.days_open; });
  result.yesterday_context = recent_context(notes, today, 0);
  result.today_context = context_of(notes, today);
  result.today_events = events_between(notes, result.today, result.today);
  return result;
}

std::optional<daily_context> context_of(const daily_note_map& notes, day date) {
  auto found = notes.find(format_day(date));
  if (found == notes.end()) return std::nullopt;
  auto& note = found->second;
  if (note.focus_items.empty() && note.notes_items.empty()) return std::nullopt;
  return daily_context{note.date, note.focus_items, note.notes_items};
}

std::optional<daily_context> recent_context(const daily_note_map& notes, day today, int look_back) {
  for (int back = 1; back <= look_back + 1; ++back)
    if (auto found = context_of(notes, today - std::chrono::days{back})) return found;
  return std::nullopt;
}

}  // namespace secondbrain::vault
