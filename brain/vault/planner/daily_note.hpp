// What one daily note says: its tasks, its events, and its bullets under Focus and Notes (contract: vault §5-7).
//
// Any bytes can be read; those that are not UTF-8 become U+FFFD in the texts. Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/text_lines.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

inline constexpr std::string_view daily_folder = "00_Daily";

/// `00_Daily/<date>.md`
std::string daily_note_path(std::string_view date);
/// Nothing: the path is none of these.
std::optional<day> day_of_daily_note(std::string_view path);

/// What makes appearances in several notes one task (contract: vault §6.2).
struct task_key {
  std::string category;
  std::string sub_project;
  std::string normalised;  // normalise_task of the text

  friend bool operator==(const task_key&, const task_key&) = default;
  friend bool operator<(const task_key& left, const task_key& right) {
    return std::tie(left.category, left.sub_project, left.normalised) <
           std::tie(right.category, right.sub_project, right.normalised);
  }
};

/// One appearance of a task.
struct daily_task {
  task_key key;
  std::string text;
  std::string due_date;  // as it stands in the note; empty: none
  task_status status = task_status::open;
  std::size_t line = 0;  // in the note, from 0
};

struct daily_note {
  std::string date;
  std::vector<daily_task> tasks;
  std::vector<calendar_event> events;
  std::vector<std::string> focus_items;
  std::vector<std::string> notes_items;
};

using daily_note_map = std::map<std::string, daily_note, std::less<>>;  // by date

daily_note parse_daily_note(std::string_view date, std::string_view bytes);

/// Only the tasks, in the order of their lines.
std::vector<daily_task> parse_tasks(const text_lines& lines);

}  // namespace secondbrain::vault
