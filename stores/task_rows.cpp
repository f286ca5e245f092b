#include "stores/task_rows.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace secondbrain::stores {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

noted_task read_task(const sqlite::row& r) {
  noted_task one;
  int at = 0;
  const auto text = [&] { return std::string{r.text(at++)}; };
  one.path = text();
  one.line = static_cast<int>(r.integer(at++));
  for (auto* each : {&one.id, &one.dialect, &one.text, &one.heading, &one.status, &one.symbol, &one.due, &one.scheduled,
                     &one.start, &one.created, &one.done, &one.cancelled, &one.priority, &one.recurrence, &one.name})
    *each = text();
  one.depends_on = lines_of(r.text(at++));
  one.tags = lines_of(r.text(at++));
  return one;
}

status task_rows::prepare(sqlite::database& db) {
  const std::string columns{task_columns};
  return db.prepare({
      {select_, "SELECT " + columns + " FROM tasks WHERE note_path = ?1 ORDER BY line"},
      {insert_, "INSERT OR REPLACE INTO tasks (" + columns +
                    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"},
      {delete_, "DELETE FROM tasks WHERE note_path = ?1"},
      {select_read_, "SELECT read_with FROM notes_read WHERE note_path = ?1"},
      {keep_read_, "INSERT OR REPLACE INTO notes_read (note_path, read_with) VALUES (?1, ?2)"},
      {delete_read_, "DELETE FROM notes_read WHERE note_path = ?1"},
      {delete_all_, "DELETE FROM tasks"},
      {delete_all_read_, "DELETE FROM notes_read"},
      {count_up_, R"sql(
         INSERT INTO schema_meta (key, value) VALUES ('tasks_revision', '1')
           ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT))sql"},
  });
}

status task_rows::replace(const indexed_note& note) {
  std::vector<noted_task> before;
  RETURN_IF_ERROR(select_.for_each([&](const sqlite::row& r) { before.push_back(read_task(r)); }, note.path));
  const auto read_with = select_read_.first([](const sqlite::row& r) { return std::string{r.text(0)}; }, note.path);
  RETURN_IF_ERROR(read_with);
  if (read_with->value_or("") != note.read_with) RETURN_IF_ERROR(keep_read_.run(note.path, note.read_with));
  if (before == note.tasks) return {};
  changed_ = true;
  if (!before.empty()) RETURN_IF_ERROR(delete_.run(note.path));
  for (const auto& one : note.tasks)
    RETURN_IF_ERROR(insert_.run(note.path, one.line, one.id, one.dialect, one.text, one.heading, one.status, one.symbol,
                                one.due, one.scheduled, one.start, one.created, one.done, one.cancelled, one.priority,
                                one.recurrence, one.name, join(one.depends_on, "\n"), join(one.tags, "\n")));
  return {};
}

status task_rows::remove(std::string_view note_path) {
  const auto held = select_.first([](const sqlite::row&) { return true; }, note_path);
  RETURN_IF_ERROR(held);
  if (*held) {
    changed_ = true;
    RETURN_IF_ERROR(delete_.run(note_path));
  }
  return delete_read_.run(note_path);
}

status task_rows::clear() {
  changed_ = true;
  return delete_all_.run().and_then([&] { return delete_all_read_.run(); });
}

status task_rows::settle() {
  if (!std::exchange(changed_, false)) return {};
  return count_up_.run();
}

}  // namespace secondbrain::stores
