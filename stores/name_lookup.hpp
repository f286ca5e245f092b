// Notes by what they are called, and what it takes to show them: part of a search thread's connection to lexical.db.
//
// Owned by the thread of its connection. Each call looks up what it is asked for in an index, whatever the size of the
// vault. Fails with corrupt, io_failure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "stores/name_rows.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

struct called_note {
  std::string path;
  name_kind by = name_kind::file_name;
};

class name_lookup {
 public:
  /// An index of the version before knows of no names.
  status prepare(sqlite::database& connection, bool is_earlier = false);

  /// Notes of which a name has these words (text/name_words.hpp), by what counts most; no more than `most`.
  result<std::vector<called_note>> called(std::string_view words, std::size_t most);

  /// Nothing: the note has gone.
  result<std::optional<std::int64_t>> first_passage_of(std::string_view note_path);

  /// The headings that each passage stands below, the outermost first; none for one that has gone.
  result<std::vector<std::vector<std::string>>> headings_of(std::span<const std::int64_t> rowids);

 private:
  sqlite::statement select_called_;
  sqlite::statement select_first_;
  sqlite::statement select_headings_;
};

}  // namespace secondbrain::stores
