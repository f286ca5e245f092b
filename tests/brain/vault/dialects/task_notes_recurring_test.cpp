#include <gtest/gtest.h>

#include "brain/vault/dialects/task_notes.hpp"
#include "tests/brain/vault/dialects/dialect_rows.hpp"

namespace secondbrain::vault::dialects {
namespace {

json::value text_or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value();
}

TEST(task_notes, rows_of_times_that_come_back) {
  compare_rows(
      "tasknotes_parse.jsonl", 0.99, [](const json::value& row) { return member(row, "complete"); },
      [](const json::value& row) {
        const auto& asked = member(row, "complete");
        if (!asked.is_object()) return json::value();
        task_note_settings settings;
        const auto& said = member(row, "settings");
        settings.by_property = text(said, "taskIdentificationMethod") == "property";
        settings.tag = text(said, "taskTag");
        settings.property_name = text(said, "taskPropertyName");
        settings.property_value = text(said, "taskPropertyValue");
        const auto block = "---\n" + text(row, "frontmatter") + "\n---\n";
        const auto task = read_task_note(text(row, "path"), read_frontmatter(block).values, settings);
        if (!task) return json::value();
        const auto on = text(asked, "completion_date");
        const auto done = complete_recurring(*task, *parse_day(on));
        return json::value(json::object{{"completion_date", on},
                                        {"updatedRecurrence", done.recurrence},
                                        {"nextScheduled", text_or_null(done.next_scheduled)},
                                        {"nextDue", text_or_null(done.next_due)},
                                        {"completeInstances", list_of(done.complete_instances)},
                                        {"skippedInstances", list_of(done.skipped_instances)}});
      });
}

}  // namespace
}  // namespace secondbrain::vault::dialects
