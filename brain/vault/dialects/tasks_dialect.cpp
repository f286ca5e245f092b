#include "brain/vault/dialects/tasks_dialect.hpp"

#include <algorithm>

#include "brain/vault/dialects/dialect_collection.hpp"
#include "brain/vault/dialects/tasks_filename_date.hpp"
#include "brain/vault/dialects/tasks_line_editor.hpp"
#include "brain/vault/dialects/tasks_line_reader.hpp"

namespace secondbrain::vault::dialects {
namespace {

bool is_plugin_on(const vault_conventions& conventions) {
  return !conventions.tasks_plugin.empty() ||
         std::any_of(conventions.task_formats.begin(), conventions.task_formats.end(), [](const task_format& each) {
           const bool is_said = each.origin.source == convention_source::setting && each.dialect == "tasks";
           return is_said || each.origin.file.ends_with("obsidian-tasks-plugin/data.json");
         });
}

/// Where nobody uses the plugin a box is what everybody takes it for: done with any kind of x, and nothing is written
/// behind it.
tasks_settings without_plugin() {
  tasks_settings settings;
  settings.set_done_date = settings.set_cancelled_date = false;
  settings.marks.push_back({"X", "Done", " ", status_type::done});
  return settings;
}

template <tasks_format format>
std::unique_ptr<task_dialect> made_of(const vault_conventions& conventions) {
  auto settings = is_plugin_on(conventions) ? read_tasks_settings(conventions.tasks_plugin).value_or(tasks_settings{})
                                            : without_plugin();
  settings.format = format;
  settings.reads_times = format == tasks_format::fields && !is_plugin_on(conventions);
  return std::make_unique<tasks_dialect>(std::move(settings));
}

}  // namespace

/// What is no format of the vault is read all the same: a box may stand in any note.
std::vector<dialect_offer> offers_of_tasks_dialect() {
  const auto always = [](const vault_conventions&) { return true; };
  return {{"tasks", always, made_of<tasks_format::signs>}, {"dataview", always, made_of<tasks_format::fields>}};
}

std::optional<task_line> tasks_dialect::read(const note_view& note, std::size_t at) const {
  auto task = read_tasks_line(note.lines[at], settings_);
  if (!task) return std::nullopt;
  task->dialect = name();
  task->begin = at;
  task->end = at + 1;
  if (settings_.filename_is_scheduled_date)
    infer_scheduled_date(task->fields, tasks_filename_date(note.path, settings_, day{}));
  return task;
}

result<edited_lines> tasks_dialect::edit(const note_view& note, const task_line& task, const task_change& change,
                                         day today) const {
  return edit_tasks_line(note.lines[task.begin], task, settings_, change, today);
}

result<edited_lines> tasks_dialect::write(const task_fields& fields, day today) const {
  auto line = new_tasks_line(fields, settings_, today);
  RETURN_IF_ERROR(line);
  return edited_lines{std::move(*line)};
}

}  // namespace secondbrain::vault::dialects
