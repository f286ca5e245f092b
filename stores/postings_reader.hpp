// Reads where a word or a phrase occurs from FTS5's index, in one pass, by auxiliary functions of ours; long lists are
// kept until the index changes.
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
#include "stores/postings.hpp"
#include "stores/postings_cache.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

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

  /// The weight of each column of the full text (lexical_schema), the chunk id's first.
  using column_weights = std::array<double, 9>;

  /// Replaces `found` with the postings of an expression of one phrase, or of every word that begins with it.
  status read(const std::string& phrase, const column_weights& weights, postings& found);
  status read_beginning_with(const std::string& phrase, const column_weights& weights, postings& found);

  /// As of the last phrase that was found at all.
  const passage_totals& totals() const { return totals_; }

 private:
  status read(sqlite::statement& pass, const std::string& expression, const column_weights& weights, postings& found);
  void forget_what_has_changed(const column_weights& weights);
  status run(sqlite::statement& pass, const std::string& expression, postings& found);
  int add(const Fts5ExtensionApi& fts, Fts5Context* match);

  const passage_table& table_;
  postings_cache cache_{0};
  std::int64_t cached_generation_ = 0;  // of the table
  column_weights weights_{};
  postings* found_ = nullptr;  // during a pass
  bool unknown_passage_ = false;
  passage_totals totals_;
  sqlite::statement read_at_once_;
  sqlite::statement read_each_;
};

}  // namespace secondbrain::stores
