// Tasks, events and the day's briefing, as the planner reads them from the daily notes (contract: http_api §6, vault
// §5-7).
//
// Days are texts `YYYY-MM-DD` in the server's local zone; an empty text is no day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "messages/request.hpp"

namespace secondbrain {

enum class task_status : std::uint8_t { open, in_progress, done };

constexpr std::string_view to_string(task_status status) noexcept {
  switch (status) {
    case task_status::open: return "open";
    case task_status::in_progress: return "in_progress";
    case task_status::done: return "done";
  }
  return "unknown";
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

struct calendar_event {
  std::string title;
  std::string date;
  std::string time;         // `H:MM` or `HH:MM` as written; empty: all day
  std::string end_date;     // empty: one day
  std::string source_file;  // relative to the vault
};

/// Tasks in the order of their first appearance. Every filter that is set must hold.
struct list_tasks {
  using reply = std::vector<task>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::optional<std::string> category;
  std::optional<bool> completed;
  std::optional<std::string> status;  // a word nobody uses finds nothing
  std::optional<std::string> sub_project;
};

/// Tasks that are not done and due within so many days from today, overdue ones included.
struct list_upcoming_tasks {
  using reply = std::vector<task>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  int days = 7;
};

struct sub_project_count {
  std::string name;  // empty: tasks without sub-project
  int count = 0;
};

struct category_count {
  std::string category;  // `Uncategorized` for the empty one
  std::vector<sub_project_count> sub_projects;
  int total = 0;
};

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

/// Events that overlap the days from `start` to `end`, both included, by day and time.
struct list_events {
  using reply = std::vector<calendar_event>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string start;
  std::string end;
};

/// What a daily note says under Focus and Notes.
struct daily_context {
  std::string date;
  std::vector<std::string> focus_items;
  std::vector<std::string> notes_items;
};

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

struct get_briefing {
  using reply = briefing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

using planner_api = api<list_tasks, list_upcoming_tasks, list_task_categories, update_task, list_events, get_briefing>;

}  // namespace secondbrain
