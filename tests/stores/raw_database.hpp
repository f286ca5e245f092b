// SQLite as any other program would use it, with the tokenizer of the full text: the tests' stand-in for the reference
// and for other processes.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

#include "stores/lexical_tokenizer.hpp"

namespace secondbrain::stores {

class raw_database {
 public:
  explicit raw_database(const std::filesystem::path& file) {
    EXPECT_EQ(sqlite3_open(file.c_str(), &handle_), SQLITE_OK);
    sqlite3_busy_timeout(handle_, patience_ms);  // a store that is just being opened or closed holds it for a moment
    EXPECT_TRUE(add_lexical_tokenizer(handle_));
  }
  ~raw_database() { sqlite3_close(handle_); }
  raw_database(const raw_database&) = delete;
  raw_database& operator=(const raw_database&) = delete;

  void execute(const std::string& sql) {
    EXPECT_EQ(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle_);
  }

  /// Every value of every row: columns with ',' between, rows with ';' between, "NULL" for NULL.
  std::string query(const std::string& sql) {
    std::string found;
    const auto add = [](void* out, int columns, char** values, char**) {
      auto& text = *static_cast<std::string*>(out);
      if (!text.empty()) text += ';';
      for (int i = 0; i < columns; ++i) text.append(i ? "," : "").append(values[i] ? values[i] : "NULL");
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(handle_, sql.c_str(), add, &found, nullptr), SQLITE_OK) << sqlite3_errmsg(handle_);
    return found;
  }

 private:
  static constexpr int patience_ms = 60'000;  // ends a hang and states nothing

  sqlite3* handle_ = nullptr;
};

}  // namespace secondbrain::stores
