#include "brain/sync/tasks/tasks_update.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/writing/single_line.hpp"
#include "text/folding.hpp"

namespace secondbrain::sync {
namespace {

status tidy_name(std::optional<std::string>& name, std::string_view what) {
  if (!name) return {};
  name = std::string{trimmed(*name)};
  return vault::check_single_line("The new " + std::string{what}, *name);
}

bool holds(const vault::daily_note& note, const vault::task_key& key) {
  return std::any_of(note.tasks.begin(), note.tasks.end(), [&](auto& appearance) { return appearance.key == key; });
}

}  // namespace

result<update_task> check_update(update_task request) {
  if (request.due_date && !request.due_date->empty() && !vault::parse_day(*request.due_date)) {
    return fail(errc::invalid_argument, "The due date must be a day that exists, YYYY-MM-DD, or empty to remove it.");
  }
  RETURN_IF_ERROR(tidy_name(request.new_category, "category"));
  RETURN_IF_ERROR(tidy_name(request.new_sub_project, "sub-project"));
  return request;
}

vault::task_key key_before(const update_task& request) {
  return {text::composed(request.category), text::composed(request.sub_project), vault::normalise_task(request.text)};
}

vault::task_key key_after(const update_task& request) {
  auto key = key_before(request);
  if (request.new_category) {
    key.category = text::composed(*request.new_category);
    key.sub_project = text::composed(request.new_sub_project.value_or(""));
  }
  return key;
}

std::optional<task_appearance> latest_appearance(const vault::daily_note_map& notes, const update_task& request) {
  auto before = key_before(request), after = key_after(request);
  for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
    // A task that is moved stands behind the one it joins in the same note.
    if (holds(note->second, before)) return task_appearance{note->first, before};
    if (holds(note->second, after)) return task_appearance{note->first, after};
  }
  return std::nullopt;
}

std::vector<std::string> days_of(const vault::daily_note_map& notes, const vault::task_key& key) {
  std::vector<std::string> days;
  for (auto& [date, note] : notes)
    if (holds(note, key)) days.push_back(date);
  return days;
}

bool is_updated(const task& one, const update_task& request) {
  return (!request.status || one.status == *request.status) && (!request.due_date || one.due_date == *request.due_date);
}

}  // namespace secondbrain::sync
