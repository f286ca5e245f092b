// Tasks, events and the day's briefing, as the planner reads them from the notes (contract: http_api §6, vault §5-7).
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

/// A task: a line of a note, or, in the daily notes of the predecessor's layout, all its appearances taken together.
struct task {
  std::string text;                        // of the first appearance, without the due date
  std::string category;                    // empty: directly under `## Tasks`; elsewhere the name of the note
  std::string sub_project;                 // empty: none; elsewhere the heading
  std::string due_date;                    // of the last appearance that has one
  task_status status = task_status::open;  // of the latest appearance
  int days_open = 0;                       // today - first_date; 0 when done; negative in a note of the future
  std::string first_date;
  std::string latest_date;
  int appearance_count = 1;
  std::string id = {};    // the same as long as the task keeps its words and its note
  std::string path = {};  // of the note, relative to the vault; of the latest appearance
  int line = 0;           // in it, from 1
  std::string dialect = "due";
  std::string status_type = "TODO";  // what its sign means, as the Tasks plugin calls it
  std::string scheduled = {};
  std::string start = {};
  std::string priority = "none";
  std::string recurrence = {};  // as it is written
  std::vector<std::string> tags = {};
  std::vector<std::string> dependencies = {};  // the names, or notes, of what has to be done before
  std::string due_time = {};                   // `HH:MM`, where a time of day is written; empty: all day
  std::string scheduled_time = {};
  std::string start_time = {};
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
      field("id", &task::id, "The same as long as the task keeps its words and its note"),
      field("path", &task::path, "Of the note, relative to the vault"),
      field("line", &task::line, "In the note, from 1", {.least = 0}),
      field("dialect", &task::dialect, "How it is written: tasks, dataview, tasknotes, logseq, due, …"),
      field("status_type", &task::status_type, "TODO, IN_PROGRESS, ON_HOLD, DONE or CANCELLED"),
      field("scheduled", &task::scheduled, "YYYY-MM-DD, or empty"),
      field("start", &task::start, "YYYY-MM-DD, or empty"),
      field("priority", &task::priority, "highest, high, medium, none, low or lowest"),
      field("recurrence", &task::recurrence, "The rule as it is written, or empty"),
      field("tags", &task::tags, "With their #"),
      field("dependencies", &task::dependencies, "What has to be done before, as the task names it"),
      field("due_time", &task::due_time, "HH:MM where a time of day is written, else empty"),
      field("scheduled_time", &task::scheduled_time, "Likewise"),
      field("start_time", &task::start_time, "Likewise"),
  });
}

struct calendar_event {
  std::string title;
  std::string date;
  std::string time;         // `H:MM` or `HH:MM` as written; empty: all day
  std::string end_date;     // empty: one day
  std::string source_file;  // relative to the vault

  friend bool operator==(const calendar_event&, const calendar_event&) = default;
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

/// Tasks in the order of their first appearance. Every filter that is set must hold. errc::invalid_argument: there is
/// no such dialect, priority or date, or no note or folder at the path.
struct list_tasks {
  using reply = std::vector<task>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::optional<std::string> category = {};
  std::optional<bool> completed = {};
  std::optional<std::string> status = {};  // a word nobody uses finds nothing
  std::optional<std::string> sub_project = {};
  std::optional<std::string> id = {};
  std::optional<std::string> path = {};  // of a note, or of a folder
  std::optional<int> line = {};
  std::optional<std::string> dialect = {};
  std::optional<std::string> due = {};  // a day, month or year, or a span `2026-05..2026-06`; the same below
  std::optional<std::string> scheduled = {};
  std::optional<std::string> start = {};
  std::optional<std::string> priority = {};
  std::optional<bool> recurring = {};
  std::optional<std::string> tag = {};  // with or without its `#`; nested ones count
  std::optional<std::string> depends_on = {};
};

constexpr auto fields_of(const list_tasks*) {
  return record<list_tasks>(field_list{
      field("category", &list_tasks::category, "Empty: those without"),
      field("completed", &list_tasks::completed),
      field("status", &list_tasks::status),
      field("sub_project", &list_tasks::sub_project, "Empty: those without"),
      field("id", &list_tasks::id),
      field("path", &list_tasks::path, "Of a note, or of a folder"),
      field("line", &list_tasks::line),
      field("dialect", &list_tasks::dialect),
      field("due", &list_tasks::due, "2026-05-01, 2026-05, 2026, or 2026-05..2026-06; empty: those without"),
      field("scheduled", &list_tasks::scheduled, "Likewise"),
      field("start", &list_tasks::start, "Likewise"),
      field("priority", &list_tasks::priority),
      field("recurring", &list_tasks::recurring),
      field("tag", &list_tasks::tag, "With or without its #; nested ones count"),
      field("depends_on", &list_tasks::depends_on, "What has to be done before"),
  });
}

/// Tasks that are not done and should have been by yesterday, by due date.
struct list_overdue_tasks {
  using reply = std::vector<task>;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Tasks that are not done and are due, scheduled or begin today, or were scheduled before; without those overdue.
struct list_todays_tasks {
  using reply = std::vector<task>;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Tasks that are not done of which any date lies within so many days from today, overdue ones included; by due date,
/// where there is none by the day for which they are scheduled or when they begin.
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

enum class wanted_status : std::uint8_t { open, in_progress, done, cancelled };

constexpr auto names_of(wanted_status) {
  using enum wanted_status;
  return named_values<wanted_status>(
      {{open, "open"}, {in_progress, "in_progress"}, {done, "done"}, {cancelled, "cancelled"}});
}

/// Changes one task where it stands, in the dialect of its line: what is not named stays as it is, byte for byte. One
/// that comes back is followed by the next one, as its dialect has it. errc::not_found; errc::invalid_argument, before
/// anything is written, for what the dialect cannot say; errc::conflict when the note kept changing, or when it cannot
/// be told which of several tasks of the same words is meant.
struct changed_task {
  std::optional<task> changed;  // as it is now; nothing: it went away when it was done, as it says itself
  std::optional<task> next;     // that came back
};

constexpr auto fields_of(const changed_task*) {
  return record<changed_task>(field_list{
      field("task", &changed_task::changed, "As it is now; null: it is gone, as it asks for when it is done"),
      field("next", &changed_task::next, "The one that came back, if it does"),
  });
}

struct change_task {
  using reply = changed_task;
  static constexpr retry_policy retry = retry_policy::never;
  std::string id;
  std::optional<int> line;  // where it was seen last; tells one from another of the same words
  std::optional<wanted_status> status;
  std::optional<std::string> due_date;  // empty text: remove it; the same below
  std::optional<std::string> scheduled;
  std::optional<std::string> start;
  std::optional<std::string> priority;
  std::optional<std::string> to_path;     // move it, with all that belongs to it, into this note
  std::optional<std::string> to_heading;  // below this heading, made where it is missing; of its own note or that one
};

constexpr auto fields_of(const change_task*) {
  return record<change_task>(field_list{
      internal(&change_task::id),
      field("line", &change_task::line, "Where it was seen last; tells one from another of the same words"),
      field("status", &change_task::status),
      field("due_date", &change_task::due_date, "YYYY-MM-DD; empty removes it"),
      field("scheduled", &change_task::scheduled, "Likewise"),
      field("start", &change_task::start, "Likewise"),
      field("priority", &change_task::priority, "highest, high, medium, none, low or lowest"),
      field("to_path", &change_task::to_path, "Move it into this note, with all that belongs to it"),
      field("to_heading", &change_task::to_heading, "Below this heading of its note, or of that one"),
  });
}

/// Writes a new task, in the dialect of the vault: into a note that is named, else into today's daily note, which is
/// made if it is not there. Answers it as it stands there.
struct add_task {
  using reply = task;
  static constexpr retry_policy retry = retry_policy::never;
  std::string text;
  std::string path;     // of a note, relative to the vault; empty: today's daily note
  std::string heading;  // below which it goes; made at the end when it is not there; empty: behind the last task
  std::string due_date;
  std::string scheduled;
  std::string start;
  std::string priority = "none";
  std::string recurrence;
};

constexpr auto fields_of(const add_task*) {
  return record<add_task>(field_list{
      field("text", &add_task::text, "", {.least = 1, .most = 1000}),
      field("path", &add_task::path, "Of a note; empty: today's daily note", {.presence = in_requests::optional}),
      field("heading", &add_task::heading, "Made at the end when it is not there", {.presence = in_requests::optional}),
      field("due_date", &add_task::due_date, "YYYY-MM-DD", {.presence = in_requests::optional}),
      field("scheduled", &add_task::scheduled, "YYYY-MM-DD", {.presence = in_requests::optional}),
      field("start", &add_task::start, "YYYY-MM-DD", {.presence = in_requests::optional}),
      field("priority", &add_task::priority, "highest, high, medium, none, low or lowest",
            {.presence = in_requests::optional}),
      field("recurrence", &add_task::recurrence, "As in \"every week\"", {.presence = in_requests::optional}),
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
  std::string tasks_message;  // what was looked for where there is no task at all; empty: there are some
};

/// What the briefing shows of a task.
inline constexpr std::array<std::string_view, 15> task_fields_in_briefing{
    "text", "category",  "sub_project", "due_date", "days_open", "first_date",     "id",        "path",
    "line", "scheduled", "start",       "priority", "due_time",  "scheduled_time", "start_time"};

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
      field("tasks_message", &briefing::tasks_message, "What was looked for where there is no task at all; else empty"),
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

using planner_api = api<get_planner_version, list_tasks, list_overdue_tasks, list_todays_tasks, list_upcoming_tasks,
                        list_task_categories, update_task, change_task, add_task, list_events, get_briefing>;

}  // namespace secondbrain
