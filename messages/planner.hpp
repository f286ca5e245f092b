// Tasks, events and the day's briefing, as the planner reads them from the daily notes (contract: http_api §6, vault
// §5-7).
//
// Days are texts `YYYY-MM-DD` in the server's local zone; an empty text is no day.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

enum class task_status : std::uint8_t { open, in_progress, done };

constexpr auto names_of(task_status) {
  using enum task_status;
  return named_values<task_status>({{open, "open"}, {in_progress, "in_progress"}, {done, "done"}});
}

/// A task, with all its appearances in the daily notes taken together.
struct task {
  std::string text;                        // of the first appearance, without the due date
  std::string category;                    // empty: directly under `## Tasks`
  std::string sub_project;                 // empty: none
  std::string due_date;                    // of the last appearance that has one
  task_status status = task_status::open;  // of the latest appearance
  int days_open = 0;                       // today - first_date; 0 when done; negative in a note of the future
  std::string first_date;
  std::string latest_date;
  int appearance_count = 1;
};

constexpr auto fields_of(const task*) {
  return record<task>(field_list{
      field("text", &task::text),
      field("category", &task::category, "Empty: directly under the heading"),
      field("sub_project", &task::sub_project),
      field("due_date", &task::due_date, "YYYY-MM-DD, or empty"),
      computed("completed", [](const task& one) { return one.status == task_status::done; }),
      field("status", &task::status, "Of the latest appearance"),
      field("days_open", &task::days_open, "Negative for a note dated in the future"),
      field("first_date", &task::first_date),
      field("latest_date", &task::latest_date),
      field("appearance_count", &task::appearance_count, "", {.least = 1}),
  });
}

struct calendar_event {
  std::string title;
  std::string date;
  std::string time;         // `H:MM` or `HH:MM` as written; empty: all day
  std::string end_date;     // empty: one day
  std::string source_file;  // relative to the vault
};

constexpr auto fields_of(const calendar_event*) {
  return record<calendar_event>(field_list{
      field("title", &calendar_event::title),
      field("date", &calendar_event::date),
      field("time", &calendar_event::time, "Empty: all day"),
      field("end_date", &calendar_event::end_date, "Empty: one day"),
      field("source_file", &calendar_event::source_file, "Relative to the vault"),
  });
}

/// Tasks in the order of their first appearance. Every filter that is set must hold.
struct list_tasks {
  using reply = std::vector<task>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::optional<std::string> category;
  std::optional<bool> completed;
  std::optional<std::string> status;  // a word nobody uses finds nothing
  std::optional<std::string> sub_project;
};

constexpr auto fields_of(const list_tasks*) {
  return record<list_tasks>(field_list{
      field("category", &list_tasks::category, "Empty: those without"),
      field("completed", &list_tasks::completed),
      field("status", &list_tasks::status),
      field("sub_project", &list_tasks::sub_project, "Empty: those without"),
  });
}

/// Tasks that are not done and due within so many days from today, overdue ones included.
struct list_upcoming_tasks {
  using reply = std::vector<task>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  int days = 7;
};

constexpr auto fields_of(const list_upcoming_tasks*) {
  return record<list_upcoming_tasks>(field_list{
      field("days", &list_upcoming_tasks::days, "", {.least = 1, .most = 90, .presence = in_requests::optional}),
  });
}

struct sub_project_count {
  std::string name;  // empty: tasks without sub-project
  int count = 0;
};

constexpr auto fields_of(const sub_project_count*) {
  return record<sub_project_count>(field_list{
      field("name", &sub_project_count::name, "Empty: without sub-project"),
      field("count", &sub_project_count::count, "", {.least = 1}),
  });
}

struct category_count {
  std::string category;  // `Uncategorized` for the empty one
  std::vector<sub_project_count> sub_projects;
  int total = 0;
};

constexpr auto fields_of(const category_count*) {
  return record<category_count>(field_list{
      field("category", &category_count::category),
      field("sub_projects", &category_count::sub_projects, "By name"),
      field("total", &category_count::total, "", {.least = 1}),
  });
}

/// Open and started tasks by category, sorted by name.
struct list_task_categories {
  using reply = std::vector<category_count>;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Changes a task in the daily notes and answers it as it is then. Repeating it changes nothing more.
/// errc::not_found; errc::invalid_argument before anything is written; errc::conflict when the note kept changing.
struct update_task {
  using reply = task;
  static constexpr retry_policy retry = retry_policy::never;  // after a move the old name is no longer found
  std::string text;
  std::string category;
  std::string sub_project;
  std::optional<task_status> status;
  std::optional<std::string> due_date;  // empty text: remove it
  std::optional<std::string> new_category;
  std::optional<std::string> new_sub_project;  // counts only beside `new_category`
};

constexpr auto fields_of(const update_task*) {
  return record<update_task>(field_list{
      field("text", &update_task::text),
      field("category", &update_task::category),
      field("sub_project", &update_task::sub_project),
      field("status", &update_task::status),
      field("due_date", &update_task::due_date, "YYYY-MM-DD; empty removes it"),
      field("new_category", &update_task::new_category),
      field("new_sub_project", &update_task::new_sub_project, "Used only together with `new_category`"),
  });
}

/// Events that overlap the days from `start` to `end`, both included, by day and time.
struct list_events {
  using reply = std::vector<calendar_event>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string start;
  std::string end;
};

constexpr auto fields_of(const list_events*) {
  return record<list_events>(field_list{
      field("start", &list_events::start, "The first day, as an ISO 8601 date"),
      field("end", &list_events::end, "The last day"),
  });
}

/// What a daily note says under Focus and Notes.
struct daily_context {
  std::string date;
  std::vector<std::string> focus_items;
  std::vector<std::string> notes_items;
};

constexpr auto fields_of(const daily_context*) {
  return record<daily_context>(field_list{
      field("date", &daily_context::date),
      field("focus_items", &daily_context::focus_items),
      field("notes_items", &daily_context::notes_items),
  });
}

struct briefing {
  std::string today;
  std::string today_display;          // `Friday, February 6, 2026`
  std::vector<task> overdue_tasks;    // by due date
  std::vector<task> due_today_tasks;  // by first appearance
  std::vector<task> aging_followups;  // open, without due date, older than three days; the oldest first
  std::optional<daily_context> yesterday_context;
  std::optional<daily_context> today_context;
  std::vector<calendar_event> today_events;
  int total_open = 0;
};

/// What the briefing shows of a task.
inline constexpr std::array<std::string_view, 6> task_fields_in_briefing{"text",     "category",  "sub_project",
                                                                         "due_date", "days_open", "first_date"};

constexpr auto fields_of(const briefing*) {
  return record<briefing>(field_list{
      field("today", &briefing::today),
      field("today_display", &briefing::today_display),
      field("overdue_tasks", &briefing::overdue_tasks, "By due date", {.only = task_fields_in_briefing}),
      field("due_today_tasks", &briefing::due_today_tasks, "", {.only = task_fields_in_briefing}),
      field("aging_followups", &briefing::aging_followups, "The oldest first", {.only = task_fields_in_briefing}),
      field("yesterday_context", &briefing::yesterday_context),
      field("today_context", &briefing::today_context),
      field("today_events", &briefing::today_events),
      field("total_open", &briefing::total_open, "", {.least = 0}),
  });
}

struct get_briefing {
  using reply = briefing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Which state of the notes, and of the day, all lists are made from now. The same number: the same lists.
struct planner_version {
  std::uint64_t number = 0;
};

/// Looks whether anything has changed, like every list. A number is not given twice while the process lives.
struct get_planner_version {
  using reply = planner_version;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

using planner_api = api<get_planner_version, list_tasks, list_upcoming_tasks, list_task_categories, update_task,
                        list_events, get_briefing>;

}  // namespace secondbrain
