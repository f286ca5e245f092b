#include "brain/vault/planner/tasks.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "brain/vault/planner/task_line.hpp"

namespace secondbrain::vault {
namespace {

task first_appearance(const daily_note& note, const daily_task& appearance) {
  task one;
  one.text = appearance.text;
  one.category = appearance.key.category;
  one.sub_project = appearance.key.sub_project;
  one.first_date = note.date;
  one.appearance_count = 0;
  return one;
}

void add_appearance(task& one, const daily_note& note, const daily_task& appearance) {
  one.latest_date = note.date;
  one.status = appearance.status;
  if (!appearance.due_date.empty()) one.due_date = appearance.due_date;
  ++one.appearance_count;
}

int days_open(const task& one, day today) {
  auto first = parse_day(one.first_date);
  return one.status == task_status::done || !first ? 0 : static_cast<int>((today - *first).count());
}

template <class Condition>
std::vector<task> tasks_that(const std::vector<task>& tasks, Condition holds) {
  std::vector<task> chosen;
  std::copy_if(tasks.begin(), tasks.end(), std::back_inserter(chosen), holds);
  return chosen;
}

template <class Value>
bool allows(const std::optional<Value>& wanted, const Value& value) {
  return !wanted || *wanted == value;
}

}  // namespace

std::vector<task> aggregate_tasks(const daily_note_map& notes, day today) {
  std::vector<task> tasks;
  std::map<task_key, std::size_t> places;
  for (auto& [date, note] : notes) {
    for (auto& appearance : note.tasks) {
      auto [place, is_new] = places.emplace(appearance.key, tasks.size());
      if (is_new) tasks.push_back(first_appearance(note, appearance));
      add_appearance(tasks[place->second], note, appearance);
    }
  }
  for (auto& one : tasks) one.days_open = days_open(one, today);
  return tasks;
}

std::string shown_category(const task& one) {
  return one.category.empty() ? std::string{no_category} : one.category;
}

task_key key_of(const task& one) {
  return {one.category, one.sub_project, normalise_task(one.text)};
}

std::vector<task> filter_tasks(const std::vector<task>& tasks, const list_tasks& request) {
  return tasks_that(tasks, [&](auto& one) {
    return allows(request.category, one.category) && allows(request.sub_project, one.sub_project) &&
           allows(request.completed, one.status == task_status::done) &&
           allows(request.status, std::string{to_string(one.status)});
  });
}

std::vector<task> upcoming_tasks(const std::vector<task>& tasks, day today, int days) {
  auto last = format_day(today + std::chrono::days{days});
  return tasks_that(tasks, [&](auto& one) {
    return one.status != task_status::done && !one.due_date.empty() && one.due_date <= last;
  });
}

std::vector<category_count> count_categories(const std::vector<task>& tasks) {
  std::map<std::string, std::map<std::string, int>> counts;
  for (auto& one : tasks) {
    if (one.status == task_status::done) continue;
    ++counts[shown_category(one)][one.sub_project];
  }
  std::vector<category_count> categories;
  for (auto& [category, sub_projects] : counts) {
    category_count counted;
    counted.category = category;
    for (auto& [name, count] : sub_projects) {
      counted.sub_projects.push_back({name, count});
      counted.total += count;
    }
    categories.push_back(std::move(counted));
  }
  return categories;
}

}  // namespace secondbrain::vault
