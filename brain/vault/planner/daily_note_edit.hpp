// Writing into a daily note: making one, and adding items, tasks and events to one that is there (contract: vault §5,
// §7, §8.4).
//
// Pure functions from bytes to bytes; thread-safe, nothing fails. What was there stays byte for byte, and new lines end
// like the first line of the note. Every text is put on one line. What is in the note already is not added again, so
// that an addition may be repeated; a text that is part of another one counts as new.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

struct new_task {
  std::string text;
  std::string category;     // empty: none
  std::string sub_project;  // empty: none; counts only beside a category
  std::string due_date;     // YYYY-MM-DD; empty: none
};

struct new_event {
  std::string title;
  std::string time;      // `H:MM`; empty: all day
  std::string end_date;  // YYYY-MM-DD; empty: one day
};

struct daily_additions {
  std::vector<std::string> focus_items;
  std::vector<std::string> notes_items;
  std::vector<new_task> tasks;
};

std::string make_daily_note(std::string_view date, const std::vector<std::string>& tags, const daily_additions& items);

/// Focus and notes go to the end of their section. A task goes below its category and sub-project, whose headings are
/// made when they are missing; one with a category only stands before the category's first sub-project.
std::string add_to_daily_note(std::string_view bytes, const daily_additions& items);

/// How many of the items `add_to_daily_note` would add.
std::size_t count_missing(std::string_view bytes, const daily_additions& items);

std::string add_event(std::string_view bytes, const new_event& event);

}  // namespace secondbrain::vault
