// Where a word or a phrase occurs: read from FTS5's index in one pass, by auxiliary functions of ours.
//
// Owned by the thread of its connection, which it must outlive. Fails with internal (a term that FTS5 refuses),
// not_found (a passage that the table does not know), corrupt, io_failure.
// Source: https://sqlite.org/fts5.html#custom_auxiliary_functions.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "stores/passage_table.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

/// The passages that have a phrase, in the order of their slots, and how often it occurs in each, weighted by column.
struct postings {
  std::vector<std::uint32_t> slots;
  std::vector<double> frequencies;

  std::size_t size() const { return slots.size(); }
  void clear() {
    slots.clear();
    frequencies.clear();
  }
};

/// What BM25 needs to know of all passages together.
struct passage_totals {
  std::int64_t passages = 0;
  std::int64_t words = 0;
};

class postings_reader {
 public:
  explicit postings_reader(const passage_table& table) : table_(table) {}

  /// Makes the functions known to the connection.
  status prepare(sqlite::database& connection);

  /// The weight of each column, the chunk id's first.
  using column_weights = std::array<double, 4>;

  /// Replaces `found` with the postings of an expression of one phrase, or of every word that begins with it.
  status read(const std::string& phrase, const column_weights& weights, postings& found);
  status read_beginning_with(const std::string& phrase, const column_weights& weights, postings& found);

  /// As of the last phrase that was found at all.
  const passage_totals& totals() const { return totals_; }

 private:
  status run(sqlite::statement& pass, const std::string& expression, const column_weights& weights, postings& found);
  int add(const Fts5ExtensionApi& fts, Fts5Context* match);

  const passage_table& table_;
  column_weights weights_{};
  postings* found_ = nullptr;  // during a pass
  bool unknown_passage_ = false;
  passage_totals totals_;
  sqlite::statement read_at_once_;
  sqlite::statement read_each_;
};

}  // namespace secondbrain::stores
