// All passages of the index in memory, in the order of their rowids: how many words each has, which BM25 needs at every
// match and FTS5 keeps in a table of its own, where the look-up would be most of what a query costs; and a number
// without gaps for each, its slot, so that what is worked out for all of them fits into an array.
//
// A rowid is given to one passage only, for as long as the file lives (lexical_store). What is known of it is right for
// ever, then, and only passages that came since have to be read; those that went are dropped when they are the greater
// part. Twelve bytes a passage.
//
// Owned by the thread of its connection. Fails with corrupt, io_failure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

class passage_table {
 public:
  status prepare(sqlite::database& connection);

  /// Reads the passages that came since the last call. Call it in the transaction whose rows are ranked.
  status refresh();

  /// Reads all of them anew: every slot may become another's.
  status reload();

  /// Another one whenever the file has changed, or the slots have.
  std::int64_t generation() const { return generation_; }

  /// Says how many passages there really are, so that the next refresh can tell whether to drop those that went.
  void set_live(std::int64_t passages) { live_ = static_cast<std::size_t>(passages); }

  std::size_t size() const { return rowids_.size(); }

  /// Where a passage stands, none when it is not known. Passages that are asked for in the order of their rowids are
  /// found soonest with the slot of the one before as `from`.
  std::optional<std::uint32_t> find(std::int64_t rowid, std::size_t from = 0) const;

  std::int64_t rowid(std::size_t slot) const { return rowids_[slot]; }
  std::uint32_t words(std::size_t slot) const { return words_[slot]; }

 private:
  std::vector<std::int64_t> rowids_;  // ascending
  std::vector<std::uint32_t> words_;
  std::optional<std::size_t> live_;
  std::int64_t generation_ = 0;
  std::optional<std::int64_t> version_;  // of the file's content, as this connection counts; nothing: read none yet
  sqlite::statement data_version_;
  sqlite::statement select_newer_;
};

}  // namespace secondbrain::stores
