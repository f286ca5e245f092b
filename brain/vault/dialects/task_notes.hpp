// A note that is a task, as the TaskNotes plugin for Obsidian keeps them: all of it stands in the frontmatter.
//
// What is read is what the plugin reads (4.12), peculiarities included: a single text is one tag, an unknown status is
// kept, a date is a text that nobody has checked. Values; thread-safe; cannot fail.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/notes/frontmatter.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault::dialects {

struct task_note_value {
  std::string value;  // as it stands in notes
  std::string label;  // as the plugin shows it; read as well
  bool completes = false;
};

/// `.obsidian/plugins/tasknotes/data.json`, or the plugin's defaults.
struct task_note_settings {
  bool by_property = false;  // else a tag makes a note a task
  std::string tag = "task";
  std::string property_name;
  std::string property_value;
  std::string folder = "TaskNotes/Tasks";  // of new ones
  std::vector<std::string> excluded_folders;
  std::map<std::string, std::string, std::less<>> field_names;  // of renamed fields
  std::vector<task_note_value> statuses{
      {"none", "None"}, {"open", "Open"}, {"in-progress", "In progress"}, {"done", "Done", true}};
  std::vector<task_note_value> priorities{{"none", "None"}, {"low", "Low"}, {"normal", "Normal"}, {"high", "High"}};
  std::string usual_status = "open";
  std::string usual_priority = "normal";

  std::string_view name_of(std::string_view field) const;
  bool completes(std::string_view status) const;
};

struct task_note_dependency {
  std::string uid;  // the note, without brackets
  std::string relation = "FINISHTOSTART";
  std::string gap;
};

struct task_note {
  std::string path;
  std::string title;
  std::string status;
  std::string priority;
  std::optional<std::string> due;  // `YYYY-MM-DD`, with `THH:mm` or more, or whatever a person wrote; the same below
  std::optional<std::string> scheduled;
  std::optional<std::string> completed;
  std::optional<std::string> created;
  std::vector<std::string> contexts;
  std::vector<std::string> projects;
  std::vector<std::string> tags;        // without `#`
  std::optional<double> time_estimate;  // minutes
  std::string recurrence;               // RFC 5545; empty: none
  std::string recurrence_anchor;        // `scheduled`, `completion`; empty: not said
  std::vector<std::string> complete_instances;
  std::vector<std::string> skipped_instances;
  std::vector<task_note_dependency> blocked_by;
  std::vector<frontmatter_value> reminders;
  bool is_archived = false;
  bool is_completed = false;
};

/// Of a date as it is written there, be it with a time; nothing: it is none.
std::optional<day> day_of_task_note(std::string_view written);

/// Nothing: the note is no task.
std::optional<task_note> read_task_note(std::string_view path, const frontmatter_value& metadata,
                                        const task_note_settings& settings);

/// A time that comes back, done once.
struct completed_task_note {
  std::string recurrence;                     // with the day it counts from
  std::optional<std::string> next_scheduled;  // nothing: it is over, or the rule cannot be read
  std::optional<std::string> next_due;        // as far from the scheduled day as before
  std::vector<std::string> complete_instances;
  std::vector<std::string> skipped_instances;
};

completed_task_note complete_recurring(const task_note& task, day completion);

}  // namespace secondbrain::vault::dialects
