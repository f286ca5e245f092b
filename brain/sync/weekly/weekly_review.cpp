#include "brain/sync/weekly/weekly_review.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "base/text.hpp"
#include "brain/sync/weekly/weekly_topics.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/planner/tasks.hpp"

namespace secondbrain::sync {
namespace {

std::string short_name(std::string_view name) {
  return std::string{name.substr(0, 3)};
}

/// `Feb 2`
std::string short_day(vault::day date) {
  auto day_of_month = static_cast<unsigned>(std::chrono::year_month_day{date}.day());
  return short_name(vault::month_name(date)) + ' ' + std::to_string(day_of_month);
}

void add_focus(std::vector<weekly_focus>& focus, const std::string& text, const std::string& weekday) {
  auto known = std::find_if(focus.begin(), focus.end(), [&](auto& each) { return each.text == text; });
  if (known == focus.end()) {
    focus.push_back({text, {weekday}});
  } else if (known->weekdays.back() != weekday) {
    known->weekdays.push_back(weekday);
  }
}

std::string focus_lines(const std::vector<weekly_focus>& focus) {
  std::string lines;
  for (auto& each : focus) lines += "- " + each.text + " (" + join(each.weekdays, ", ") + ")\n";
  return lines;
}

/// The tasks that are done, or those that are not, by category.
std::string task_lines(const std::vector<task>& tasks, bool done, const std::function<std::string(const task&)>& line) {
  std::map<std::string, std::string> lines_by_category;
  for (auto& one : tasks) {
    if ((one.status == task_status::done) == done) lines_by_category[vault::shown_category(one)] += line(one) + "\n";
  }
  std::string lines;
  for (auto& [category, of_category] : lines_by_category)
    lines.append("### ").append(category).append("\n").append(of_category);
  return lines;
}

std::string note_lines(const std::vector<std::string>& notes) {
  std::string lines;
  for (auto& note : notes) lines += "- " + note + "\n";
  return lines;
}

void add_part(std::string& text, std::string_view heading, const std::string& lines, std::string_view when_empty) {
  text.append("## ").append(heading).append("\n");
  if (lines.empty()) text.append(when_empty).append("\n");
  text.append(lines).append("\n");
}

std::string opening(const vault::iso_week& week, vault::day today) {
  auto year = vault::format_day(week.sunday).substr(0, 4);
  return "---\ntype: weekly\nweek: " + week_key(week) + "\nstart_date: " + vault::format_day(week.monday) +
         "\nend_date: " + vault::format_day(week.sunday) + "\ngenerated: " + vault::format_day(today) +
         "\n---\n\n# Week " + std::to_string(week.number) + " — " + short_day(week.monday) + "–" +
         short_day(week.sunday) + ", " + year + "\n\n";
}

}  // namespace

weekly_review review_week(const vault::daily_note_map& notes, const vault::iso_week& week) {
  weekly_review review;
  review.week = week;
  vault::daily_note_map of_week;
  std::vector<std::string> text_by_day;
  for (auto date = week.monday; date <= week.sunday; date += std::chrono::days{1}) {
    auto found = notes.find(vault::format_day(date));
    if (found == notes.end()) continue;
    auto& note = of_week.insert(*found).first->second;
    auto& text = text_by_day.emplace_back();
    for (auto& item : note.focus_items) {
      add_focus(review.focus, item, short_name(vault::weekday_name(date)));
      text += item + "\n";
    }
    for (auto& item : note.notes_items) text += item + "\n";
    review.notes.insert(review.notes.end(), note.notes_items.begin(), note.notes_items.end());
  }
  review.tasks = vault::aggregate_tasks(of_week, week.sunday);
  review.topics = recurring_topics(text_by_day);
  return review;
}

std::string week_key(const vault::iso_week& week) {
  auto number = std::to_string(week.number);
  return vault::format_day(std::chrono::year{week.year} / 1 / 1).substr(0, 4) + "-W" +
         (number.size() < 2 ? "0" + number : number);
}

std::string render_weekly_review(const weekly_review& review, vault::day today) {
  auto text = opening(review.week, today);
  add_part(text, "Focus Areas", focus_lines(review.focus), "- *No focus items recorded*");
  add_part(text, "Completed", task_lines(review.tasks, true, [](auto& one) { return "- " + one.text; }),
           "- *No tasks completed*");
  add_part(text, "Still Open",
           task_lines(review.tasks, false, [](auto& one) { return vault::new_task_line(one.text, one.due_date); }),
           "- *All tasks completed!*");
  add_part(text, "Notes & Observations", note_lines(review.notes), "- *No notes recorded*");
  auto topics = join(review.topics, ", ");
  add_part(text, "Recurring Topics", topics.empty() ? topics : topics + "\n", "*No recurring topics detected*");
  return text;
}

}  // namespace secondbrain::sync
