// SQLite's full-text search with nothing around it: what ours is measured against.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "messages/indexed_note.hpp"

namespace secondbrain::bench {

class bare_connection {
 public:
  bare_connection(const std::filesystem::path& file, int flags) {
    if (sqlite3_open_v2(file.c_str(), &db_, flags, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  ~bare_connection() { sqlite3_close_v2(db_); }
  bare_connection(const bare_connection&) = delete;
  bare_connection& operator=(const bare_connection&) = delete;

  void execute(const char* sql) {
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(db_));
    return statement;
  }

 private:
  sqlite3* db_ = nullptr;
};

/// One transaction, one FTS5 table that holds text and index.
inline void bulk_insert(const std::filesystem::path& file, const std::vector<chunk>& chunks) {
  bare_connection db{file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
  db.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
  db.execute(
      "CREATE VIRTUAL TABLE bare USING fts5(chunk_id UNINDEXED, note_title, heading_path, chunk_text, "
      "tokenize='porter unicode61'); BEGIN");
  auto* insert = db.prepare("INSERT INTO bare VALUES(?, ?, ?, ?)");
  auto bind = [&](int at, const std::string& text) {
    sqlite3_bind_text(insert, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  };
  for (const auto& each : chunks) {
    std::string headings;
    for (const auto& part : each.heading_path) headings += part + '|';
    bind(1, each.id);
    bind(2, each.note_title);
    bind(3, headings);
    bind(4, each.text);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  db.execute("COMMIT");
}

}  // namespace secondbrain::bench
