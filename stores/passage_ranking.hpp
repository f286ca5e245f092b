// BM25 over passages as an auxiliary function of FTS5, `passage_bm25(chunks_fts, weight, …)`: the formula and the
// figures of FTS5's own bm25(), without its look-up of a passage's size at every match, and over some passages only
// where a folder is asked for.
//
// Owned by the thread of its connection, which it must outlive. Smaller is better, as with bm25(); a passage that is
// left out is worth `left_out`. Source: Robertson, Zaragoza: The Probabilistic Relevance Framework (2009), §3.5;
// https://sqlite.org/fts5.html#the_bm25_function.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "base/error.hpp"
#include "stores/passage_sizes.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

/// Some rowids, none of them before `first`: a bit for each rowid up to the last. One that lies further off than a
/// vault has passages is not taken.
class rowid_set {
 public:
  explicit rowid_set(std::int64_t first = 1) : first_(first) {}

  void add(std::int64_t rowid);
  bool contains(std::int64_t rowid) const {
    const auto place = place_after(first_, rowid);
    return place / 64 < words_.size() && (words_[place / 64] >> place % 64 & 1U) != 0;
  }

 private:
  std::int64_t first_;
  std::vector<std::uint64_t> words_;
};

struct passage_ranking {
  static constexpr double left_out = std::numeric_limits<double>::infinity();

  passage_sizes sizes;
  const rowid_set* only = nullptr;  // null: every passage

  /// Makes the function known to the connection.
  status install(sqlite::database& connection);
};

}  // namespace secondbrain::stores
