// Which note each passage of the index is of, in memory: what is asked about notes is answered for passages, and the
// reverse, without a look at the rows.
//
// A passage stays with its note for as long as it lives, unless the note gets another path; the writer counts when that
// happens (lexical_store). So only passages that came since have to be read. Four bytes a passage, and the paths.
//
// Owned by the thread of its connection. Fails with corrupt, io_failure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "stores/passage_table.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

class passage_notes {
 public:
  status prepare(sqlite::database& connection);

  /// Call it in the transaction that `table` was refreshed in.
  status refresh(const passage_table& table);

  /// Notes have numbers without gaps. One that has gone keeps its own until everything is read anew.
  std::size_t size() const { return numbers_.size(); }
  std::uint32_t note_of(std::size_t slot) const { return note_of_slot_[slot]; }
  std::optional<std::uint32_t> find(std::string_view path) const;

 private:
  struct hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  bool goes_on_in(const passage_table& table) const;
  status read(sqlite::statement& passages, const passage_table& table, std::int64_t behind);
  std::uint32_t number_of(std::string_view path);

  std::vector<std::uint32_t> note_of_slot_;
  std::unordered_map<std::string, std::uint32_t, hash, std::equal_to<>> numbers_;
  std::int64_t generation_ = -1;  // of the table
  std::int64_t last_rowid_ = 0;
  std::string renames_;  // as the writer counts them
  sqlite::statement select_renames_;
  sqlite::statement select_all_;
  sqlite::statement select_newer_;
};

}  // namespace secondbrain::stores
