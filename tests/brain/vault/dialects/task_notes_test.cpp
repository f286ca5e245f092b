#include "brain/vault/dialects/task_notes.hpp"

#include <gtest/gtest.h>

#include "tests/brain/vault/dialects/dialect_rows.hpp"

namespace secondbrain::vault::dialects {
namespace {

task_note_settings settings_of(const json::value& row) {
  task_note_settings settings;
  const auto& said = member(row, "settings");
  settings.by_property = text(said, "taskIdentificationMethod") == "property";
  settings.tag = text(said, "taskTag");
  settings.property_name = text(said, "taskPropertyName");
  settings.property_value = text(said, "taskPropertyValue");
  return settings;
}

json::value as_plugin_says(const task_note& task) {
  json::object all{{"path", task.path},
                   {"id", task.path},
                   {"title", task.title},
                   {"status", task.status},
                   {"priority", task.priority},
                   {"contexts", list_of(task.contexts)},
                   {"projects", list_of(task.projects)},
                   {"tags", list_of(task.tags)},
                   {"archived", task.is_archived},
                   {"is_completed", task.is_completed}};
  const auto add = [&all](std::string_view name, const std::optional<std::string>& value) {
    if (value && !value->empty()) all[name] = *value;
  };
  add("due", task.due);
  add("scheduled", task.scheduled);
  add("completedDate", task.completed);
  add("dateCreated", task.created);
  add("recurrence", task.recurrence);
  add("recurrence_anchor", task.recurrence_anchor);
  if (task.time_estimate) all["timeEstimate"] = static_cast<std::int64_t>(*task.time_estimate);
  if (!task.complete_instances.empty()) all["complete_instances"] = list_of(task.complete_instances);
  if (!task.skipped_instances.empty()) all["skipped_instances"] = list_of(task.skipped_instances);
  json::array blocked;
  for (const auto& each : task.blocked_by) {
    json::object one{{"uid", each.uid}, {"reltype", each.relation}};
    if (!each.gap.empty()) one["gap"] = each.gap;
    blocked.push_back(one);
  }
  if (!blocked.empty()) all["blockedBy"] = blocked;
  json::array reminders;
  for (const auto& each : task.reminders) {
    json::object one;
    for (const auto& entry : each.entries) one[entry.key] = entry.value.text;
    reminders.push_back(one);
  }
  if (!reminders.empty()) all["reminders"] = reminders;
  return all;
}

json::value found_in(const json::value& row) {
  const auto block = "---\n" + text(row, "frontmatter") + "\n---\n";
  const auto read = read_frontmatter(block);
  const auto task = read_task_note(text(row, "path"), read.values, settings_of(row));
  return json::object{{"is_task", task.has_value()}, {"task", task ? as_plugin_says(*task) : json::value()}};
}

json::value expected_of(const json::value& row) {
  json::object expected{{"is_task", member(row, "is_task")}, {"task", member(row, "task")}};
  if (auto* task = expected["task"].if_object()) {
    // Follow from other notes, or from nothing that is written.
    task->erase("totalTrackedTime");
    task->erase("isBlocked");
  }
  return expected;
}

TEST(task_notes, rows_of_the_plugin) {
  compare_rows("tasknotes_parse.jsonl", 0.99, expected_of, found_in);
}

}  // namespace
}  // namespace secondbrain::vault::dialects
