#include "brain/vault/report/report_counter.hpp"

#include <algorithm>
#include <utility>

namespace secondbrain::vault {

namespace {

constexpr std::size_t shown_unread = 500;
constexpr std::size_t shown_problems = 100;

}  // namespace

void report_counter::add_daily_note(day date) {
  ++report_.daily_notes;
  const auto text = format_day(date);
  if (report_.first_day.empty() || text < report_.first_day) report_.first_day = text;
  if (text > report_.last_day) report_.last_day = text;
}

void report_counter::add(const std::string& path, const note_yield& yield, std::string trouble) {
  ++report_.notes;
  for (const auto& [format, count] : yield.tasks) {
    tasks_[format].tasks += count.tasks;
    tasks_[format].open += count.open;
  }
  for (const auto& [key, is_open] : yield.daily_tasks) daily_tasks_[key] = is_open;
  report_.events += yield.events;
  report_.aliases += yield.aliases;
  tags_.insert(yield.tags.begin(), yield.tags.end());
  ++languages_[yield.language];
  for (const auto& link : yield.links) {
    if (names_.leads_somewhere(path, link))
      ++report_.links_resolved;
    else if (!link_names::means_other_file(link))
      ++report_.links_unresolved;
  }
  if (!trouble.empty()) {
    ++report_.unread;
    show({path, 0, unread_kind::date, {}, std::move(trouble)});
  }
  report_.unread += yield.unread;
  for (const auto& each : yield.unread_lines) show(each);
}

void report_counter::show(const unread_line& line) {
  if (report_.unread_lines.size() < shown_unread) report_.unread_lines.push_back(line);
}

void report_counter::add_problem(std::string file, std::string message) {
  if (report_.problems.size() < shown_problems)
    report_.problems.push_back({std::move(file), std::move(message)});
  else
    ++more_problems_;
}

vault_report report_counter::finish() {
  report_.tags = static_cast<std::int64_t>(tags_.size());
  if (!daily_tasks_.empty()) {
    auto& daily = tasks_["due"];
    daily.tasks += static_cast<std::int64_t>(daily_tasks_.size());
    daily.open += std::count_if(daily_tasks_.begin(), daily_tasks_.end(), [](const auto& each) { return each.second; });
  }
  for (const auto& [format, count] : tasks_) {
    report_.tasks_by_format.push_back({format, count.tasks, count.open});
    report_.tasks += count.tasks;
  }
  std::stable_sort(report_.tasks_by_format.begin(), report_.tasks_by_format.end(),
                   [](const task_yield& one, const task_yield& other) { return one.tasks > other.tasks; });
  for (const auto& [language, notes] : languages_) report_.languages.push_back({language, notes});
  std::stable_sort(report_.languages.begin(), report_.languages.end(),
                   [](const language_yield& one, const language_yield& other) { return one.notes > other.notes; });
  if (more_problems_ > 0)
    report_.problems.push_back({{}, "There are " + std::to_string(more_problems_) + " more places like these."});
  return std::move(report_);
}

}  // namespace secondbrain::vault
