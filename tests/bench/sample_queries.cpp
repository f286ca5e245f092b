#include "tests/bench/sample_queries.hpp"

#include <sqlite3.h>

#include <random>

#include "brain/search/query.hpp"
#include "tests/bench/bare_fts.hpp"

namespace secondbrain::bench {
namespace {

std::string text_of(sqlite3_stmt* row, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return text == nullptr ? "" : text;
}

std::vector<std::string> texts(bare_connection& db, const std::string& sql) {
  auto* select = db.prepare(sql.c_str());
  std::vector<std::string> found;
  while (sqlite3_step(select) == SQLITE_ROW) found.push_back(text_of(select, 0));
  sqlite3_finalize(select);
  return found;
}

}  // namespace

std::vector<std::string> sample_queries(const std::filesystem::path& index, int count) {
  bare_connection db{index, SQLITE_OPEN_READONLY};
  auto* select = db.prepare("SELECT chunk_text FROM chunks WHERE rowid >= ? ORDER BY rowid LIMIT 1");
  const auto last = std::stoull(texts(db, "SELECT max(rowid) FROM chunks").at(0));
  std::mt19937_64 engine{7};
  std::vector<std::string> found;
  while (static_cast<int>(found.size()) < count) {
    sqlite3_bind_int64(select, 1, static_cast<sqlite3_int64>(engine() % last) + 1);
    std::string text;
    if (sqlite3_step(select) == SQLITE_ROW) text = text_of(select, 0);
    sqlite3_reset(select);
    std::string query;
    std::size_t words = 2 + engine() % 3;
    auto at = text.find_first_of(' ', text.size() / 2);
    while (words-- > 0 && at != std::string::npos) {
      const auto end = text.find_first_of(" \n", at + 1);
      query += text.substr(at, end == std::string::npos ? end : end - at);
      at = end;
    }
    query += ' ';
    if (!search::parse_query(query).lookup.empty()) found.push_back(query);
  }
  sqlite3_finalize(select);
  return found;
}

std::vector<std::string> sample_passages(const std::filesystem::path& index, int count) {
  bare_connection db{index, SQLITE_OPEN_READONLY};
  const auto step = std::stoll(texts(db, "SELECT max(rowid) FROM chunks").at(0)) / count + 1;
  return texts(db, "SELECT chunk_text FROM chunks WHERE rowid % " + std::to_string(step) + " = 0 LIMIT " +
                       std::to_string(count));
}

std::vector<std::string> commonest_words(const std::filesystem::path& index, int count) {
  bare_connection db{index, SQLITE_OPEN_READONLY};
  db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, chunks_fts, row)");
  return texts(db, "SELECT term FROM temp.vocabulary ORDER BY doc DESC LIMIT " + std::to_string(count));
}

std::string largest_folder(const std::filesystem::path& index) {
  bare_connection db{index, SQLITE_OPEN_READONLY};
  const auto found = texts(db,
                           "SELECT note_folder FROM chunks WHERE chunk_index = 0 AND note_folder <> '' GROUP BY 1 "
                           "ORDER BY count(*) DESC LIMIT 1");
  return found.empty() ? "" : found.front();
}

}  // namespace secondbrain::bench
