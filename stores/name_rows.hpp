// What each note is called, as rows of lexical.db: by a name that is typed, the notes are found at once, however many
// others say its words.
//
// Belongs to the connection it was prepared on, and so to one thread; written within the transaction of whoever writes
// the passages. Notes go by the number that they have in `linked_notes`. Fails as statements do.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "messages/indexed_note.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

/// By which of its names, the one that counts most first.
enum class name_kind : std::uint8_t { file_name, alias, title, tag };

class name_rows {
 public:
  status prepare(sqlite::database& db);

  /// What is the same as before is not touched.
  status replace(std::int64_t row, const indexed_note& note);
  status remove(std::int64_t row);
  status clear();

  /// Makes all rows again from the passages.
  status make_anew();

 private:
  using names = std::map<std::string, name_kind>;  // by their words (text/name_words.hpp)

  static names names_of(std::string_view path, std::string_view title, std::string_view aliases, std::string_view tags);
  status insert(std::int64_t row, const names& called);

  sqlite::statement select_;
  sqlite::statement insert_;
  sqlite::statement delete_;
  sqlite::statement delete_all_;
  sqlite::statement select_notes_;
};

}  // namespace secondbrain::stores
