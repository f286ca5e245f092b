#include "brain/vault/planner/task_dates.hpp"

#include <algorithm>
#include <iterator>

namespace secondbrain::vault {
namespace {

template <class Condition>
std::vector<task> unfinished_that(const std::vector<task>& tasks, Condition holds) {
  std::vector<task> chosen;
  std::copy_if(tasks.begin(), tasks.end(), std::back_inserter(chosen),
               [&](const task& one) { return is_unfinished(one) && holds(one); });
  return chosen;
}

/// What is said of it first: when it is due, else for when it is planned, else when it begins.
std::string_view shown_date_of(const task& one) noexcept {
  if (!one.due_date.empty()) return one.due_date;
  return one.scheduled.empty() ? one.start : one.scheduled;
}

}  // namespace

bool is_unfinished(const task& one) noexcept {
  return one.status != task_status::done;
}

bool has_date(const task& one) noexcept {
  return !one.due_date.empty() || !one.scheduled.empty() || !one.start.empty();
}

bool is_overdue(const task& one, std::string_view today) noexcept {
  return !one.due_date.empty() && one.due_date < today;
}

bool is_for_today(const task& one, std::string_view today) noexcept {
  if (is_overdue(one, today)) return false;
  return one.due_date == today || one.start == today || (!one.scheduled.empty() && one.scheduled <= today);
}

std::vector<task> overdue_tasks(const std::vector<task>& tasks, day today) {
  const auto text = format_day(today);
  auto chosen = unfinished_that(tasks, [&](const task& one) { return is_overdue(one, text); });
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const task& one, const task& other) { return one.due_date < other.due_date; });
  return chosen;
}

std::vector<task> todays_tasks(const std::vector<task>& tasks, day today) {
  const auto text = format_day(today);
  return unfinished_that(tasks, [&](const task& one) { return is_for_today(one, text); });
}

std::vector<task> upcoming_tasks(const std::vector<task>& tasks, day today, int days) {
  const auto last = format_day(today + std::chrono::days{days});
  auto chosen = unfinished_that(tasks, [&](const task& one) {
    const auto comes = [&](const std::string& date) { return !date.empty() && date <= last; };
    return comes(one.due_date) || comes(one.scheduled) || comes(one.start);
  });
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const task& one, const task& other) { return shown_date_of(one) < shown_date_of(other); });
  return chosen;
}

bool is_day_within(std::string_view date, std::string_view filter) noexcept {
  if (filter.empty() || date.empty()) return filter.empty() && date.empty();
  const auto dots = filter.find("..");
  if (dots == filter.npos) return date.starts_with(filter);
  const auto from = filter.substr(0, dots);
  const auto to = filter.substr(dots + 2);
  return date.substr(0, from.size()) >= from && (to.empty() || date.substr(0, to.size()) <= to);
}

}  // namespace secondbrain::vault
