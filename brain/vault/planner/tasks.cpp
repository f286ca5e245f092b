#include "brain/vault/planner/tasks.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/hash.hpp"
#include "base/lower_case.hpp"
#include "brain/vault/planner/task_dates.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "text/folding.hpp"

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
  one.line = static_cast<int>(appearance.line) + 1;
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

bool falls_into(const std::optional<std::string>& wanted, const std::string& date) {
  return !wanted || is_day_within(date, *wanted);
}

/// A note, or a folder.
bool lies_in(const std::optional<std::string>& wanted, std::string_view path) {
  if (!wanted) return true;
  std::string_view place = *wanted;
  while (place.ends_with('/')) place.remove_suffix(1);
  if (place.empty() || path == place) return true;
  return path.starts_with(place) && path[place.size()] == '/';
}

bool has_tag(const std::optional<std::string>& wanted, const std::vector<std::string>& tags) {
  if (!wanted) return true;
  const auto plain = lower_case(wanted->starts_with('#') ? wanted->substr(1) : *wanted);
  return std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
    const auto text = lower_case(tag.starts_with('#') ? tag.substr(1) : tag);
    return text == plain || text.starts_with(plain + "/");
  });
}

bool names(const std::optional<std::string>& wanted, const std::vector<std::string>& all) {
  return !wanted || std::find(all.begin(), all.end(), *wanted) != all.end();
}

void describe(task& one, const task_key& key) {
  const auto name = key.category + "\n" + key.sub_project + "\n" + key.normalised;
  constexpr std::size_t id_size = 16;
  one.id = sha1_hex(name).substr(0, id_size);
  one.path = daily_note_path(one.latest_date);
  one.status_type = one.status == task_status::done          ? "DONE"
                    : one.status == task_status::in_progress ? "IN_PROGRESS"
                                                             : "TODO";
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
  for (const auto& [key, place] : places) describe(tasks[place], key);
  return tasks;
}

std::string shown_category(const task& one) {
  return one.category.empty() ? std::string{no_category} : one.category;
}

task_key key_of(const task& one) {
  return {text::composed(one.category), text::composed(one.sub_project), normalise_task(one.text)};
}

bool is_of_daily_notes(const task& one) {
  return one.dialect == "due" && !one.latest_date.empty() && one.path == daily_note_path(one.latest_date);
}

std::vector<task> filter_tasks(const std::vector<task>& tasks, const list_tasks& request) {
  const auto named = [](const std::optional<std::string>& name) {
    return name ? std::optional{text::composed(*name)} : std::nullopt;
  };
  const auto category = named(request.category);
  const auto sub_project = named(request.sub_project);
  return tasks_that(tasks, [&](auto& one) {
    return allows(category, text::composed(one.category)) && allows(sub_project, text::composed(one.sub_project)) &&
           allows(request.completed, one.status == task_status::done) &&
           allows(request.status, std::string{to_string(one.status)}) && allows(request.id, one.id) &&
           allows(request.line, one.line) && allows(request.dialect, one.dialect) &&
           allows(request.priority, one.priority) && allows(request.recurring, !one.recurrence.empty()) &&
           falls_into(request.due, one.due_date) && falls_into(request.scheduled, one.scheduled) &&
           falls_into(request.start, one.start) && lies_in(request.path, one.path) && has_tag(request.tag, one.tags) &&
           names(request.depends_on, one.dependencies);
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
