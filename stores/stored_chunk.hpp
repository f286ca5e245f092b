// A passage as lexical.db holds it, beside the one that is to be held.
//
// A view of a row, for as long as the statement stands on it; nothing is copied, since a folder that is renamed has
// many and nearly all are as wanted. One thread; nothing here fails.
#pragma once

#include <cstdint>
#include <string_view>

#include "messages/indexed_note.hpp"
#include "stores/sqlite/statement.hpp"

namespace secondbrain::stores {

/// The file's name and its folder, by which the first chunk of a note is found; the name only where the title is
/// another one: the same words would count twice.
struct name_and_place {
  std::string_view name;
  std::string_view place;
  friend bool operator==(const name_and_place&, const name_and_place&) = default;
};

name_and_place name_and_place_of(const chunk& piece);

class stored_chunk {
 public:
  /// A row of `chunk_columns`.
  explicit stored_chunk(const sqlite::row& r) : row_{r} {}

  std::int64_t rowid() const { return row_.integer(0); }
  std::string_view id() const { return row_.text(1); }
  int index() const { return static_cast<int>(row_.integer(5)); }

  /// In every column. `headings`: those of `other`, joined.
  bool is(const chunk& other, std::string_view headings) const;

  /// In the words that can be searched for.
  bool says_the_same(const chunk& other, std::string_view headings) const;

 private:
  bool has_the_text_of(const chunk& other, std::string_view headings) const;

  const sqlite::row& row_;
};

}  // namespace secondbrain::stores
