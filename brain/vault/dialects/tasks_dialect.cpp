#include "brain/vault/dialects/tasks_dialect.hpp"

#include "brain/vault/dialects/tasks_filename_date.hpp"
#include "brain/vault/dialects/tasks_line_editor.hpp"
#include "brain/vault/dialects/tasks_line_reader.hpp"

namespace secondbrain::vault::dialects {

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
