#include "stores/event_rows.hpp"

#include <string>
#include <utility>
#include <vector>

namespace secondbrain::stores {

noted_event read_event(const sqlite::row& r) {
  return {std::string{r.text(0)}, static_cast<int>(r.integer(1)), std::string{r.text(2)},
          std::string{r.text(3)}, std::string{r.text(4)},         std::string{r.text(5)}};
}

status event_rows::prepare(sqlite::database& db) {
  const std::string columns{event_columns};
  return db.prepare({
      {select_, "SELECT " + columns + " FROM events WHERE note_path = ?1 ORDER BY line"},
      {insert_, "INSERT OR REPLACE INTO events (" + columns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
      {delete_, "DELETE FROM events WHERE note_path = ?1"},
      {delete_all_, "DELETE FROM events"},
      {count_up_, R"sql(
         INSERT INTO schema_meta (key, value) VALUES ('events_revision', '1')
           ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT))sql"},
  });
}

status event_rows::replace(const indexed_note& note) {
  std::vector<noted_event> before;
  const auto known = select_.for_each([&](const sqlite::row& r) { before.push_back(read_event(r)); }, note.path);
  if (!known || before == note.events) return known;
  changed_ = true;
  if (auto cleared = delete_.run(note.path); !cleared) return cleared;
  for (const auto& one : note.events) {
    auto kept = insert_.run(note.path, one.line, one.title, one.date, one.time, one.end_date);
    if (!kept) return kept;
  }
  return {};
}

status event_rows::remove(std::string_view note_path) {
  indexed_note without;
  without.path = note_path;
  return replace(without);
}

status event_rows::clear() {
  changed_ = true;
  return delete_all_.run();
}

status event_rows::settle() {
  if (!std::exchange(changed_, false)) return {};
  return count_up_.run();
}

}  // namespace secondbrain::stores
