// The tasks of notes as rows of lexical.db: read by whoever lists them, written beside the passages of their note.
//
// Each belongs to the connection it was prepared on, and so to one thread. Fails as statements do.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "messages/indexed_note.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

/// What to select for `read_task`.
inline constexpr std::string_view task_columns =
    "note_path, line, task_id, dialect, task_text, heading, status, symbol, due, scheduled, start, created, done, "
    "cancelled, priority, recurrence, name, depends_on, tags";

noted_task read_task(const sqlite::row& r);

/// Writes within the transaction of whoever writes the passages. What is the same as before is not touched.
class task_rows {
 public:
  status prepare(sqlite::database& db);

  status replace(const indexed_note& note);
  status remove(std::string_view note_path);
  status clear();
  /// At the end of a transaction: gives the tasks another revision if they are others now.
  status settle();

 private:
  sqlite::statement select_;
  sqlite::statement insert_;
  sqlite::statement delete_;
  sqlite::statement select_read_;
  sqlite::statement keep_read_;
  sqlite::statement delete_read_;
  sqlite::statement delete_all_;
  sqlite::statement delete_all_read_;
  sqlite::statement count_up_;
  bool changed_ = false;
};

}  // namespace secondbrain::stores
