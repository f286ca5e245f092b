// How many words each passage has, in memory: what BM25 asks for at every match. FTS5 keeps it in a table of its own,
// and the look-up there is most of what a ranked query costs.
//
// A rowid is given to one passage only, for as long as the file lives (lexical_store), so a size that is known is right
// for ever and only passages that came since have to be read. Four bytes a passage.
//
// Owned by the thread of its connection. Fails with corrupt, io_failure.
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

/// More than a vault can have: a rowid so far from the first was never given by us.
inline constexpr std::uint64_t most_passages = 1 << 26;

/// How far a rowid is from the first; of one before the first it is further than any vault reaches.
constexpr std::uint64_t place_after(std::int64_t first, std::int64_t rowid) {
  return static_cast<std::uint64_t>(rowid) - static_cast<std::uint64_t>(first);
}

class passage_sizes {
 public:
  status prepare(sqlite::database& connection);

  /// Reads the sizes of passages that came since the last call. Call it in the transaction whose rows are ranked.
  status refresh();

  /// In words; `unknown` for a passage that is not known.
  static constexpr std::uint32_t unknown = 0xffff'ffff;
  std::uint32_t of(std::int64_t rowid) const {
    const auto place = place_after(first_, rowid);
    return place < sizes_.size() ? sizes_[place] : unknown;
  }

  /// No passage that is known has a smaller rowid.
  std::int64_t first_rowid() const { return first_; }

 private:
  std::int64_t last() const { return first_ + static_cast<std::int64_t>(sizes_.size()) - 1; }

  std::int64_t first_ = 1;            // the rowid that the first size is of
  std::vector<std::uint32_t> sizes_;  // in the order of rowids; gaps are unknown
  sqlite::statement select_first_;
  sqlite::statement select_newer_;
};

}  // namespace secondbrain::stores
