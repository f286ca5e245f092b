// SQLite's full-text search with nothing around it: what ours is measured against.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "messages/indexed_note.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/lexical_tokenizer.hpp"

namespace secondbrain::bench {

class bare_connection {
 public:
  bare_connection(const std::filesystem::path& file, int flags) {
    if (sqlite3_open_v2(file.c_str(), &db_, flags, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
    if (!stores::add_lexical_tokenizer(db_)) throw std::runtime_error("an SQLite without FTS5");
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

/// The query that a person writes who knows FTS5: not `ORDER BY rank`, which sorts every match. Asks what `bare_copy`
/// made.
class bare_query {
 public:
  explicit bare_query(const std::filesystem::path& file) : connection_{file, SQLITE_OPEN_READONLY} {}
  ~bare_query() { sqlite3_finalize(statement_); }
  bare_query(const bare_query&) = delete;
  bare_query& operator=(const bare_query&) = delete;

  void ask(const std::string& expression, int limit) {
    sqlite3_bind_text(statement_, 1, expression.data(), static_cast<int>(expression.size()), SQLITE_STATIC);
    sqlite3_bind_int(statement_, 2, limit);
    while (sqlite3_step(statement_) == SQLITE_ROW) {
    }
    sqlite3_reset(statement_);
  }

 private:
  bare_connection connection_;
  sqlite3_stmt* statement_ = connection_.prepare(
      "SELECT rowid, bm25(bare, 0.0, 5.0, 2.0, 1.0) AS score FROM bare WHERE bare MATCH ? "
      "ORDER BY score LIMIT ?");
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

/// The passages of an index of ours in such a table, beside it.
inline std::filesystem::path bare_copy(const std::filesystem::path& index) {
  auto reader = stores::lexical_reader::open(index).value();
  const auto keys = reader.chunk_keys("", std::numeric_limits<std::size_t>::max()).value().chunks;
  std::vector<chunk> chunks;
  chunks.reserve(keys.size());
  for (const auto& key : keys)
    if (auto found = reader.find(key.chunk_id).value()) chunks.push_back(*std::move(found));
  const auto file = index.parent_path() / "bare.db";
  std::filesystem::remove(file);
  bulk_insert(file, chunks);
  return file;
}

}  // namespace secondbrain::bench
