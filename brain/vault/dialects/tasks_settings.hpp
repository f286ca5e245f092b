// How the owner of a vault set up the Tasks plugin: what `.obsidian/plugins/obsidian-tasks-plugin/data.json` says, with
// the plugin's own defaults for what it does not say.
//
// Values; thread-safe. Reading fails with errc::invalid_argument and a sentence that names the setting.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/dialects/task_fields.hpp"

namespace secondbrain::vault::dialects {

inline constexpr std::string_view tasks_settings_path = ".obsidian/plugins/obsidian-tasks-plugin/data.json";

enum class tasks_format : std::uint8_t {
  signs,   // `📅 2026-02-10`
  fields,  // `[due:: 2026-02-10]`
};

/// The statuses that the plugin knows without any setting.
std::vector<task_mark> usual_marks();

struct tasks_settings {
  tasks_format format = tasks_format::signs;
  std::string global_filter;  // a task is what holds this; empty: every box is
  bool set_done_date = true;
  bool set_cancelled_date = true;
  bool set_created_date = false;
  bool recurrence_on_next_line = false;  // no: the new task stands above the one that was done
  bool remove_scheduled_date_on_recurrence = false;
  bool filename_is_scheduled_date = false;
  bool reads_times = false;     // `[due:: 2026-02-10T09:30]`, which Dataview knows and the plugin does not
  std::string filename_format;  // of moment.js, tried before the usual ones; empty: none
  std::vector<std::string> filename_folders;  // empty: everywhere
  std::vector<task_mark> marks = usual_marks();
  std::vector<std::string> troubles;  // sentences about statuses that no box can show, which are left out

  /// Of a sign that no setting names: something to do, called Unknown.
  task_mark mark_of(std::string_view symbol) const;
  task_mark next_mark(const task_mark& mark) const { return mark_of(mark.next); }
  /// Of the task that comes back after this one was done.
  task_mark recurring_mark(const task_mark& done) const;
  /// The first that means this; the usual sign for it where none does.
  task_mark mark_for(status_type type) const;
};

result<tasks_settings> read_tasks_settings(std::string_view json);

}  // namespace secondbrain::vault::dialects
