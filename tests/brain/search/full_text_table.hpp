// A real FTS5 table with the index's tokenizer: what SQLite makes of a text or of an expression.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>
#include <vector>

#include "stores/lexical_tokenizer.hpp"

namespace secondbrain::search {

class full_text_table {
 public:
  explicit full_text_table(const std::string& tokenizer = "words") {
    EXPECT_EQ(sqlite3_open(":memory:", &handle_), SQLITE_OK);
    EXPECT_TRUE(stores::add_lexical_tokenizer(handle_));
    execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = '" + tokenizer + "')");
    execute("CREATE VIRTUAL TABLE tokens USING fts5vocab(texts, 'instance')");
  }
  ~full_text_table() { sqlite3_close(handle_); }
  full_text_table(const full_text_table&) = delete;
  full_text_table& operator=(const full_text_table&) = delete;

  void add(const std::string& text) {
    std::string error;
    run("INSERT INTO texts(text) VALUES (?1)", text, error);
    ASSERT_EQ(error, "");
  }

  /// The tokens of all texts, in order.
  std::vector<std::string> tokens() {
    std::string error;
    return run("SELECT term FROM tokens WHERE ?1 = '' ORDER BY doc, \"offset\"", "", error);
  }

  std::vector<std::string> tokens_with_places() {
    std::string error;
    return run(
        "SELECT term || ' ' || \"offset\" FROM tokens WHERE ?1 = '' ORDER BY doc, \"offset\", length(term), term", "",
        error);
  }

  /// How many words FTS5 counted in each text, as it keeps them.
  std::string sizes() {
    std::string error;
    std::string all;
    for (const auto& size : run("SELECT hex(sz) + 0 FROM texts_docsize WHERE ?1 = ''", "", error)) all += size;
    return all;
  }

  void check() { execute("INSERT INTO texts(texts, rank) VALUES ('integrity-check', 1)"); }
  void forget_all() { execute("DELETE FROM texts"); }

  /// The texts an expression matches, best first. A refused expression fails the test.
  std::vector<std::string> match(const std::string& expression) {
    std::string error;
    auto found = run("SELECT text FROM texts WHERE texts MATCH ?1 ORDER BY rank, rowid", expression, error);
    EXPECT_EQ(error, "") << "expression: " << expression;
    return found;
  }

 private:
  void execute(const std::string& sql) {
    ASSERT_EQ(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle_);
  }

  std::vector<std::string> run(const std::string& sql, const std::string& value, std::string& error) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    sqlite3_bind_text(statement, 1, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
    std::vector<std::string> found;
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement))
      found.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
    if (code != SQLITE_DONE) error = sqlite3_errmsg(handle_);
    sqlite3_finalize(statement);
    return found;
  }

  sqlite3* handle_ = nullptr;
};

}  // namespace secondbrain::search
