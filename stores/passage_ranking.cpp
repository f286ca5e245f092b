#include "stores/passage_ranking.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>

namespace secondbrain::stores {

namespace {

// The constants of FTS5's bm25().
constexpr double k1 = 1.2;
constexpr double b = 0.75;
constexpr double least_idf = 1e-6;  // of a word that more than half of the passages have

/// What is the same for every match of one query.
struct query_figures {
  double average_size = 0;
  std::vector<double> idf;        // of each phrase
  std::vector<double> frequency;  // scratch: of each phrase in the passage at hand, weighted by column
};

int count_row(const Fts5ExtensionApi*, Fts5Context*, void* rows) {
  ++*static_cast<std::int64_t*>(rows);
  return SQLITE_OK;
}

int look_up(const Fts5ExtensionApi& fts, Fts5Context* match, query_figures& figures) {
  sqlite3_int64 rows = 0;
  sqlite3_int64 words = 0;
  if (const int code = fts.xRowCount(match, &rows); code != SQLITE_OK) return code;
  if (const int code = fts.xColumnTotalSize(match, -1, &words); code != SQLITE_OK) return code;
  figures.average_size = static_cast<double>(words) / static_cast<double>(rows);
  const int phrases = fts.xPhraseCount(match);
  figures.frequency.resize(static_cast<std::size_t>(phrases));
  for (int phrase = 0; phrase < phrases; ++phrase) {
    std::int64_t hits = 0;
    if (const int code = fts.xQueryPhrase(match, phrase, &hits, count_row); code != SQLITE_OK) return code;
    const auto idf = std::log((static_cast<double>(rows - hits) + 0.5) / (static_cast<double>(hits) + 0.5));
    figures.idf.push_back(idf <= 0 ? least_idf : idf);
  }
  return SQLITE_OK;
}

/// Worked out at the first match of a query, then kept with it.
query_figures* figures_of(const Fts5ExtensionApi& fts, Fts5Context* match, int& code) {
  if (auto* kept = static_cast<query_figures*>(fts.xGetAuxdata(match, 0))) return kept;
  auto figures = std::make_unique<query_figures>();
  code = look_up(fts, match, *figures);
  if (code != SQLITE_OK) return nullptr;
  auto* kept = figures.release();
  code = fts.xSetAuxdata(match, kept, [](void* old) { delete static_cast<query_figures*>(old); });
  return code == SQLITE_OK ? kept : nullptr;  // when it could not be kept, it has been deleted
}

int count_phrases(const Fts5ExtensionApi& fts, Fts5Context* match, int weights, sqlite3_value** weight_of,
                  std::vector<double>& frequency) {
  for (std::size_t phrase = 0; phrase < frequency.size(); ++phrase) {
    frequency[phrase] = 0;
    Fts5PhraseIter place;
    int column = 0;
    int offset = 0;
    int code = fts.xPhraseFirst(match, static_cast<int>(phrase), &place, &column, &offset);
    if (code != SQLITE_OK) return code;
    for (; column >= 0; fts.xPhraseNext(match, &place, &column, &offset))
      frequency[phrase] += column < weights ? sqlite3_value_double(weight_of[column]) : 1.0;
  }
  return SQLITE_OK;
}

int size_of(const Fts5ExtensionApi& fts, Fts5Context* match, std::uint32_t known, double& size) {
  if (known != passage_sizes::unknown) {
    size = known;
    return SQLITE_OK;
  }
  int words = 0;
  const int code = fts.xColumnSize(match, -1, &words);
  size = words;
  return code;
}

int score(const Fts5ExtensionApi& fts, Fts5Context* match, const passage_ranking& ranking, int weights,
          sqlite3_value** weight_of, double& sum) {
  const auto rowid = fts.xRowid(match);
  if (ranking.only != nullptr && !ranking.only->contains(rowid)) {
    sum = passage_ranking::left_out;
    return SQLITE_OK;
  }
  int code = SQLITE_OK;
  auto* figures = figures_of(fts, match, code);
  if (figures == nullptr) return code;
  double size = 0;
  code = size_of(fts, match, ranking.sizes.of(rowid), size);
  if (code != SQLITE_OK) return code;
  code = count_phrases(fts, match, weights, weight_of, figures->frequency);
  if (code != SQLITE_OK) return code;
  sum = 0;
  // Term for term in FTS5's order: the same figures to the last bit.
  for (std::size_t phrase = 0; phrase < figures->idf.size(); ++phrase) {
    const double frequency = figures->frequency[phrase];
    sum += figures->idf[phrase] *
           ((frequency * (k1 + 1.0)) / (frequency + k1 * (1 - b + b * size / figures->average_size)));
  }
  sum *= -1.0;
  return SQLITE_OK;
}

void passage_bm25(const Fts5ExtensionApi* fts, Fts5Context* match, sqlite3_context* answer, int weights,
                  sqlite3_value** weight_of) {
  double sum = 0;
  const auto& ranking = *static_cast<const passage_ranking*>(fts->xUserData(match));
  const int code = score(*fts, match, ranking, weights, weight_of, sum);
  if (code != SQLITE_OK) return sqlite3_result_error_code(answer, code);
  sqlite3_result_double(answer, sum);
}

}  // namespace

void rowid_set::add(std::int64_t rowid) {
  const auto place = place_after(first_, rowid);
  if (place >= most_passages) return;
  if (place / 64 >= words_.size()) words_.resize(std::max<std::size_t>(place / 64 + 1, 2 * words_.size()));
  words_[place / 64] |= std::uint64_t{1} << place % 64;
}

status passage_ranking::install(sqlite::database& connection) {
  return connection.add_fts5_function("passage_bm25", passage_bm25, this).and_then([&] {
    return sizes.prepare(connection);
  });
}

}  // namespace secondbrain::stores
