#include "http/wire/planner_json.hpp"

#include <boost/json/value_from.hpp>

namespace secondbrain::http {

namespace {

json::array briefing_tasks_json(const std::vector<task>& shown) {
  json::array out;
  for (const auto& one : shown)
    out.push_back({{"text", one.text},
                   {"category", one.category},
                   {"sub_project", one.sub_project},
                   {"due_date", one.due_date},
                   {"days_open", one.days_open},
                   {"first_date", one.first_date}});
  return out;
}

json::value context_json(const std::optional<daily_context>& shown) {
  if (!shown) return nullptr;
  return {{"date", shown->date},
          {"focus_items", json::value_from(shown->focus_items)},
          {"notes_items", json::value_from(shown->notes_items)}};
}

std::vector<member> briefing_task_members() {
  return {required("text", text()),
          required("category", text(), "Empty: directly under the heading"),
          required("sub_project", text()),
          required("due_date", text(), "YYYY-MM-DD, or empty"),
          required("days_open", integer(), "Negative in a note of the future"),
          required("first_date", text())};
}

}  // namespace

json::object task_json(const task& shown) {
  return {{"text", shown.text},
          {"category", shown.category},
          {"sub_project", shown.sub_project},
          {"due_date", shown.due_date},
          {"completed", shown.status == task_status::done},
          {"status", to_string(shown.status)},
          {"days_open", shown.days_open},
          {"first_date", shown.first_date},
          {"latest_date", shown.latest_date},
          {"appearance_count", shown.appearance_count}};
}

json::array tasks_json(const std::vector<task>& shown) {
  json::array out;
  for (const auto& one : shown) out.push_back(task_json(one));
  return out;
}

json::array events_json(const std::vector<calendar_event>& shown) {
  json::array out;
  for (const auto& one : shown)
    out.push_back({{"title", one.title},
                   {"date", one.date},
                   {"time", one.time},
                   {"end_date", one.end_date},
                   {"source_file", one.source_file}});
  return out;
}

json::object briefing_json(const briefing& shown) {
  return {{"today", shown.today},
          {"today_display", shown.today_display},
          {"overdue_tasks", briefing_tasks_json(shown.overdue_tasks)},
          {"due_today_tasks", briefing_tasks_json(shown.due_today_tasks)},
          {"aging_followups", briefing_tasks_json(shown.aging_followups)},
          {"yesterday_context", context_json(shown.yesterday_context)},
          {"today_context", context_json(shown.today_context)},
          {"today_events", events_json(shown.today_events)},
          {"total_open", shown.total_open}};
}

schema task_schema() {
  auto members = briefing_task_members();
  members.push_back(required("completed", boolean()));
  members.push_back(required("status", one_of({"open", "in_progress", "done"}), "Of the latest appearance"));
  members.push_back(required("latest_date", text()));
  members.push_back(required("appearance_count", integer(1)));
  return object(std::move(members));
}

schema event_schema() {
  return object({required("title", text()), required("date", text()), required("time", text(), "Empty: all day"),
                 required("end_date", text(), "Empty: one day"),
                 required("source_file", text(), "Relative to the vault")});
}

schema briefing_schema() {
  const auto tasks = list_of(object(briefing_task_members()));
  const auto context = nullable(object(
      {required("date", text()), required("focus_items", list_of(text())), required("notes_items", list_of(text()))}));
  return object({required("today", text()), required("today_display", text()),
                 required("overdue_tasks", tasks, "By due date"), required("due_today_tasks", tasks),
                 required("aging_followups", tasks, "The oldest first"), required("yesterday_context", context),
                 required("today_context", context), required("today_events", list_of(event_schema())),
                 required("total_open", integer(0))});
}

}  // namespace secondbrain::http
