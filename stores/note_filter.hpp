// The notes that meet conditions, and their passages: worked out once for an index and the conditions asked for last,
// since each letter that is typed asks for them again.
//
// Owned by the thread of its connection. Time: linear in the notes and, for words, in their matches; memory: what
// passage_notes keeps, and a bit for each note and passage. Fails with internal (words that FTS5 refuses), corrupt,
// io_failure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "stores/note_conditions.hpp"
#include "stores/passage_marks.hpp"
#include "stores/passage_notes.hpp"
#include "stores/passage_table.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

class note_filter {
 public:
  /// An index of the version before knows of no tags, properties and tasks.
  status prepare(sqlite::database& connection, bool is_earlier = false);

  /// Call it in the transaction whose rows are ranked; the other functions are about what it found.
  status apply(const note_conditions& wanted, const passage_table& table);

  bool admits(std::string_view note_path) const;
  const passage_marks& marks() const { return marks_; }

  /// The first passages of the notes: of the latest day first, then those without a day, each by path.
  const std::vector<std::int64_t>& first_passages() const { return first_passages_; }

 private:
  using note_marks = std::vector<bool>;  // by the numbers of notes

  /// The notes that meet a condition which the facts of a note do not decide.
  result<note_marks> found_elsewhere(const note_condition& wanted, const passage_table& table);
  status find_notes(const note_conditions& wanted, const passage_table& table);
  void mark_passages(const passage_table& table);

  note_conditions applied_;
  std::int64_t generation_ = -1;  // of the table
  passage_notes notes_;
  note_marks admitted_;
  passage_marks marks_;
  std::vector<std::int64_t> first_passages_;
  sqlite::statement select_notes_;
  sqlite::statement select_named_notes_;  // with more, which no index of the table holds
  sqlite::statement select_with_words_;
  sqlite::statement select_with_tasks_;
};

}  // namespace secondbrain::stores
