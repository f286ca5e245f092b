#include "stores/postings_reader.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <new>

namespace secondbrain::stores {

namespace {

/// Lets no exception into the C that calls, and tells it what happened.
template <class Body>
void answer_with(sqlite3_context* answer, Body&& body) {
  int code = SQLITE_NOMEM;
  try {
    code = body();
  } catch (const std::bad_alloc&) {
  }
  if (code != SQLITE_OK) sqlite3_result_error_code(answer, code);
}

/// Room for the lists of thirty words that most passages have, at two bytes a passage.
std::size_t cache_bytes(std::size_t passages) {
  constexpr std::size_t bytes_a_passage = 64;
  constexpr std::size_t least = std::size_t{8} << 20;
  constexpr std::size_t most = std::size_t{32} << 20;
  return std::clamp(bytes_a_passage * passages, least, most);
}

}  // namespace

status postings_reader::prepare(sqlite::database& connection) {
  // At the first match, goes over all of them itself: FTS5 is quicker than a statement that steps from row to row.
  constexpr auto at_once = [](const Fts5ExtensionApi* fts, Fts5Context* first, sqlite3_context* answer, int,
                              sqlite3_value**) {
    answer_with(answer, [&] {
      constexpr auto each = [](const Fts5ExtensionApi* api, Fts5Context* match, void* reader) {
        return static_cast<postings_reader*>(reader)->add(*api, match);
      };
      return fts->xQueryPhrase(first, 0, fts->xUserData(first), each);
    });
  };
  // For the beginning of a word, whose postings FTS5 gathers before the first match: it would gather them twice.
  constexpr auto each_match = [](const Fts5ExtensionApi* fts, Fts5Context* match, sqlite3_context* answer, int,
                                 sqlite3_value**) {
    answer_with(answer, [&] { return static_cast<postings_reader*>(fts->xUserData(match))->add(*fts, match); });
  };
  return connection.add_fts5_function("read_postings", at_once, this)
      .and_then([&] { return connection.add_fts5_function("read_posting", each_match, this); })
      .and_then([&] {
        return connection.prepare({
            {read_at_once_, "SELECT read_postings(chunks_fts) FROM chunks_fts WHERE chunks_fts MATCH ?1 LIMIT 1"},
            // Its answer is no value, so that no row is let through: one step goes over all matches.
            {read_each_, "SELECT 1 FROM chunks_fts WHERE chunks_fts MATCH ?1 AND read_posting(chunks_fts)"},
        });
      });
}

status postings_reader::read(const std::string& phrase, const column_weights& weights, postings& found) {
  return read(read_at_once_, phrase, weights, found);
}

status postings_reader::read_beginning_with(const std::string& phrase, const column_weights& weights, postings& found) {
  return read(read_each_, phrase + " *", weights, found);
}

status postings_reader::read(sqlite::statement& pass, const std::string& expression, const column_weights& weights,
                             postings& found) {
  forget_what_has_changed(weights);
  if (cache_.find(expression, found)) return {};
  return run(pass, expression, found).map([&] { cache_.keep(expression, found); });
}

void postings_reader::forget_what_has_changed(const column_weights& weights) {
  if (cached_generation_ == table_.generation() && weights_ == weights) return;
  cache_.clear();
  cache_.set_capacity(cache_bytes(table_.size()));
  cached_generation_ = table_.generation();
  weights_ = weights;
}

status postings_reader::run(sqlite::statement& pass, const std::string& expression, postings& found) {
  found.clear();
  found_ = &found;
  unknown_passage_ = false;
  auto done = pass.run(expression);
  found_ = nullptr;
  if (unknown_passage_) return fail(errc::not_found, "the index has a passage whose size it does not tell");
  return done;
}

int postings_reader::add(const Fts5ExtensionApi& fts, Fts5Context* match) {
  const bool first = found_->slots.empty();
  if (first) {
    sqlite3_int64 passages = 0;
    sqlite3_int64 words = 0;
    if (const int code = fts.xRowCount(match, &passages); code != SQLITE_OK) return code;
    if (const int code = fts.xColumnTotalSize(match, -1, &words); code != SQLITE_OK) return code;
    totals_ = {passages, words};
  }
  const auto slot = table_.find(fts.xRowid(match), first ? 0 : found_->slots.back());
  if (!slot) {
    unknown_passage_ = true;
    return SQLITE_ABORT;
  }
  double frequency = 0;
  Fts5PhraseIter place;
  int column = 0;
  int offset = 0;
  if (const int code = fts.xPhraseFirst(match, 0, &place, &column, &offset); code != SQLITE_OK) return code;
  for (; column >= 0; fts.xPhraseNext(match, &place, &column, &offset))
    frequency += weights_.at(static_cast<std::size_t>(column));
  found_->slots.push_back(*slot);
  found_->frequencies.push_back(frequency);
  return SQLITE_OK;
}

}  // namespace secondbrain::stores
