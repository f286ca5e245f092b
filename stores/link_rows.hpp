// The links of notes, and what each note is called, as rows of lexical.db, written beside the passages of their note.
//
// A link is kept as it is written, with the name it may be found by; a note has one row with its path, and its links
// hang on the number of that row. So a note that is renamed, or comes, or goes, changes its own rows and nobody else's.
//
// Belongs to the connection it was prepared on, and so to one thread. Fails as statements do.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "messages/indexed_note.hpp"
#include "stores/name_rows.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

/// What to select for `read_link`, from `links`.
inline constexpr std::string_view link_columns = "line, kind, target, subpath, shown, within";

note_link read_link(const sqlite::row& r, int first_column = 0);

/// How a note is known besides its file name, as `known_as` keeps it.
enum class other_name : std::uint8_t { title, alias };

/// Writes within the transaction of whoever writes the passages. What is the same as before is not touched.
class link_rows {
 public:
  status prepare(sqlite::database& db);

  /// What was moved keeps its row, with another path. `former_path`: empty when it was not.
  status replace(const indexed_note& note, std::string_view former_path);
  status remove(std::string_view note_path);
  status clear();

  /// After another way to fold words came into use, or where no names were kept yet.
  status make_names_anew() { return names_.make_anew(); }

 private:
  result<std::optional<std::int64_t>> find(std::string_view note_path);
  result<std::int64_t> take_row(const indexed_note& note, std::string_view former_path);
  status replace_names(std::int64_t row, const indexed_note& note);
  status replace_links(std::int64_t row, const indexed_note& note);
  status remove_row(std::int64_t row);

  name_rows names_;  // those that are typed; `known_as` are those that links may lead to
  sqlite::statement find_;
  sqlite::statement insert_;
  sqlite::statement rename_;
  sqlite::statement keep_left_out_;
  sqlite::statement delete_;
  sqlite::statement select_names_;
  sqlite::statement insert_name_;
  sqlite::statement delete_names_;
  sqlite::statement select_links_;
  sqlite::statement insert_link_;
  sqlite::statement delete_links_;
  sqlite::statement delete_all_;
  sqlite::statement delete_all_names_;
  sqlite::statement delete_all_links_;
};

}  // namespace secondbrain::stores
