#include "brain/sync/tasks_update.hpp"

#include <algorithm>

#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/utf8.hpp"

namespace secondbrain::sync {
namespace {

/// A line end or another control character would make more of a heading than one.
bool is_single_line(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    auto letter = vault::code_point_at(name, at);
    bool is_control = letter.value < 0x20 || (letter.value >= 0x7F && letter.value < 0xA0);
    if (is_control || letter.value == 0x2028 || letter.value == 0x2029) return false;
    at += letter.length;
  }
  return true;
}

status tidy_name(std::optional<std::string>& name, std::string_view what) {
  if (!name) return {};
  name = std::string{vault::trim(*name)};
  if (is_single_line(*name)) return {};
  return fail(errc::invalid_argument, "The new " + std::string{what} + " must be a single line of text.");
}

bool holds(const vault::daily_note& note, const vault::task_key& key) {
  return std::any_of(note.tasks.begin(), note.tasks.end(), [&](auto& appearance) { return appearance.key == key; });
}

}  // namespace

result<update_task> check_update(update_task asked) {
  if (asked.due_date && !asked.due_date->empty() && !vault::parse_day(*asked.due_date)) {
    return fail(errc::invalid_argument, "The due date must be a day that exists, YYYY-MM-DD, or empty to remove it.");
  }
  if (auto tidy = tidy_name(asked.new_category, "category"); !tidy) return tl::unexpected(tidy.error());
  if (auto tidy = tidy_name(asked.new_sub_project, "sub-project"); !tidy) return tl::unexpected(tidy.error());
  return asked;
}

vault::task_key key_before(const update_task& asked) {
  return {asked.category, asked.sub_project, vault::normalise_task(asked.text)};
}

vault::task_key key_after(const update_task& asked) {
  auto key = key_before(asked);
  if (asked.new_category) {
    key.category = *asked.new_category;
    key.sub_project = asked.new_sub_project.value_or("");
  }
  return key;
}

std::optional<task_appearance> latest_appearance(const vault::daily_note_map& notes, const update_task& asked) {
  auto before = key_before(asked), after = key_after(asked);
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

bool is_updated(const task& one, const update_task& asked) {
  return (!asked.status || one.status == *asked.status) && (!asked.due_date || one.due_date == *asked.due_date);
}

}  // namespace secondbrain::sync
