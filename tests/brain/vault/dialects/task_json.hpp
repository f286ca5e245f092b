// A task as the recorded rows spell it.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>

#include "brain/vault/dialects/rule_words.hpp"
#include "brain/vault/dialects/task_fields.hpp"

namespace secondbrain::vault::dialects {

inline boost::json::object task_json(const std::optional<task_line>& task) {
  boost::json::object text{{"is_task", task.has_value()}};
  if (!task) return text;
  const auto& fields = task->fields;
  text["indentation"] = task->indentation;
  text["marker"] = task->marker;
  text["status_symbol"] = task->mark.symbol;
  text["status_name"] = task->mark.name;
  text["status_type"] = to_string(task->mark.type);
  text["next_status_symbol"] = task->mark.next;
  text["is_done"] = is_closed(task->mark.type);
  text["description"] = fields.description;
  std::optional<day> happens;
  for (const auto& [field, name] : value_names<date_field>) {
    text[name] = nullptr;
    if (!fields.date(field)) continue;
    auto date = fields.day_of(field);
    text[name] = date ? format_day(*date) : "Invalid date";
    bool counts = field == date_field::due || field == date_field::scheduled || field == date_field::start;
    if (counts && date && (!happens || *date < *happens)) happens = date;
  }
  text["scheduled_is_inferred"] = fields.date(date_field::scheduled) && fields.date(date_field::scheduled)->is_inferred;
  text["happens"] = happens ? boost::json::value(format_day(*happens)) : boost::json::value(nullptr);
  text["priority"] = to_string(fields.priority);
  text["is_recurring"] = fields.is_recurring;
  text["recurrence"] = nullptr;
  if (fields.is_recurring) text["recurrence"] = rule_words(*read_rule_words(fields.recurrence));
  text["id"] = fields.id;
  text["depends_on"] = boost::json::array(fields.depends_on.begin(), fields.depends_on.end());
  text["on_completion"] =
      fields.on_completion == completion_action::none ? std::string_view{} : to_string(fields.on_completion);
  text["tags"] = boost::json::array(fields.tags.begin(), fields.tags.end());
  text["block_link"] = fields.block_link.empty() ? "" : " " + fields.block_link;
  return text;
}

}  // namespace secondbrain::vault::dialects
