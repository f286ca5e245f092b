// BM25 over passages: the rows, the order and the scores of FTS5's own bm25(), one term at a time.
//
// FTS5 ranks one passage at a time: it steps through the words' lists together, after it has gone through each of them
// once to count. Here each list is read once, its part of the score is added up in an array, and the best are taken
// from there. It can be added to, too: longer words are looked for only where the words themselves find too little.
//
// Owned by the thread of its connection, which it must outlive. Time: one pass over the lists of the words and one over
// the passages; memory: eight bytes a passage beside the table, twelve a match of one word. Fails with internal (a term
// that FTS5 refuses), corrupt, io_failure.
// Source: Robertson, Zaragoza: The Probabilistic Relevance Framework (2009), §3.5;
// https://sqlite.org/fts5.html#the_bm25_function.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "stores/lexical_query.hpp"
#include "stores/passage_marks.hpp"
#include "stores/passage_table.hpp"
#include "stores/postings.hpp"
#include "stores/postings_reader.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

class passage_ranking {
 public:
  passage_ranking() = default;
  passage_ranking(const passage_ranking&) = delete;  // the connection points to it
  passage_ranking& operator=(const passage_ranking&) = delete;

  status prepare(sqlite::database& connection);

  /// The table as of the transaction that is open: call it before `best`.
  result<const passage_table*> refreshed_table();
  status reload_table() { return table_.reload(); }

  /// The best matches, best first; of equals the one with the smaller rowid first. With `only`, of the marked ones.
  /// The weights are greater than 0. not_found: the table does not know a passage that the index has.
  result<std::vector<lexical_match>> best(const lexical_query& query, const passage_marks* only);

  /// Which of the wanted terms no passage has, by their place, as of the last call. None where a required one kept the
  /// others from being looked for.
  const std::vector<std::size_t>& unmatched() const { return unmatched_; }

 private:
  status score(const lexical_query& query);
  status score_longer_words(const lexical_query& query);
  void add(const postings& found, std::size_t passages_with_it);
  std::vector<lexical_match> best_of(std::size_t limit, const passage_marks* only) const;

  passage_table table_;
  postings_reader reader_{table_};
  std::vector<double> scores_;           // by slot; 0: does not match
  std::vector<std::uint32_t> required_;  // the slots that have all required terms
  postings last_;                        // of the term that was read last
  std::vector<std::size_t> unmatched_;
};

}  // namespace secondbrain::stores
