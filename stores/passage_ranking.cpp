#include "stores/passage_ranking.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/top_k.hpp"

namespace secondbrain::stores {

namespace {

// The constants of FTS5's bm25().
constexpr double k1 = 1.2;
constexpr double b = 0.75;
constexpr double least_idf = 1e-6;  // of a word that more than half of the passages have

double idf(std::int64_t passages, std::int64_t with_it) {
  const auto found = std::log((static_cast<double>(passages - with_it) + 0.5) / (static_cast<double>(with_it) + 0.5));
  return found <= 0 ? least_idf : found;
}

postings_reader::column_weights weights_of(const lexical_query& query) {
  constexpr double chunk_id = 0;  // is not indexed
  return {chunk_id,          query.title_weight, query.heading_weight, query.text_weight, query.name_weight,
          query.name_weight, query.tag_weight,   query.place_weight,   query.place_weight};
}

struct better {
  bool operator()(const lexical_match& one, const lexical_match& other) const {
    return one.bm25 != other.bm25 ? one.bm25 > other.bm25 : one.rowid < other.rowid;
  }
};

std::vector<std::uint32_t> in_both(const std::vector<std::uint32_t>& one, const std::vector<std::uint32_t>& other) {
  std::vector<std::uint32_t> both;
  std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(both));
  return both;
}

/// Takes from `found` what is in `left_out`.
void leave_out(postings& found, const std::vector<std::uint32_t>& left_out) {
  std::size_t kept = 0;
  auto next = left_out.begin();
  for (std::size_t at = 0; at < found.size(); ++at) {
    next = std::find_if(next, left_out.end(), [&](std::uint32_t slot) { return slot >= found.slots[at]; });
    if (next != left_out.end() && *next == found.slots[at]) continue;
    found.slots[kept] = found.slots[at];
    found.frequencies[kept++] = found.frequencies[at];
  }
  found.slots.resize(kept);
  found.frequencies.resize(kept);
}

}  // namespace

status passage_ranking::prepare(sqlite::database& connection) {
  return table_.prepare(connection).and_then([&] { return reader_.prepare(connection); });
}

result<const passage_table*> passage_ranking::refreshed_table() {
  return table_.refresh().map([&] { return &table_; });
}

result<std::vector<lexical_match>> passage_ranking::best(const lexical_query& query, const passage_marks* only) {
  const auto limit = static_cast<std::size_t>(std::max(query.limit, 0));
  RETURN_IF_ERROR(score(query));
  if (const auto passages = reader_.totals().passages; passages > 0) table_.set_live(passages);
  auto matches = best_of(limit, only);
  if (query.terms.unfinished.empty() || (last_.size() > 0 && matches.size() == limit)) return matches;
  RETURN_IF_ERROR(score_longer_words(query));
  return best_of(limit, only);
}

status passage_ranking::score(const lexical_query& query) {
  scores_.assign(table_.size(), 0.0);
  required_.clear();
  last_.clear();
  unmatched_.clear();
  const auto& [required, wanted, unfinished] = query.terms;
  const auto weights = weights_of(query);
  std::vector<postings> conditions(required.size());
  for (std::size_t at = 0; at < required.size(); ++at) {
    RETURN_IF_ERROR(reader_.read(required[at], weights, conditions[at]));
    const auto& slots = conditions[at].slots;
    required_ = at == 0 ? slots : in_both(required_, slots);
    if (required_.empty()) return {};
  }
  // Added in the order in which FTS5 adds them: the same figures to the last bit.
  for (int times = wanted.empty() ? 1 : 2; times > 0; --times)
    for (const auto& condition : conditions) add(condition, condition.size());
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    RETURN_IF_ERROR(reader_.read(wanted[at], weights, last_));
    if (last_.size() == 0) unmatched_.push_back(at);
    add(last_, last_.size());
  }
  return {};
}

status passage_ranking::score_longer_words(const lexical_query& query) {
  if (!query.terms.required.empty() && required_.empty()) return {};
  postings longer;
  RETURN_IF_ERROR(reader_.read_beginning_with(query.terms.unfinished, weights_of(query), longer));
  const auto with_it = longer.size();
  if (with_it > 0 && last_.size() == 0 && !unmatched_.empty()) unmatched_.pop_back();  // it was the last one
  leave_out(longer, last_.slots);
  add(longer, with_it);
  return {};
}

void passage_ranking::add(const postings& found, std::size_t passages_with_it) {
  const auto& [passages, words] = reader_.totals();
  const double rarity = idf(passages, static_cast<std::int64_t>(passages_with_it));
  const double average = static_cast<double>(words) / static_cast<double>(passages);
  for (std::size_t at = 0; at < found.size(); ++at) {
    const auto slot = found.slots[at];
    const double frequency = found.frequencies[at];
    scores_[slot] +=
        rarity * ((frequency * (k1 + 1.0)) / (frequency + k1 * (1 - b + b * table_.words(slot) / average)));
  }
}

std::vector<lexical_match> passage_ranking::best_of(std::size_t limit, const passage_marks* only) const {
  top_k<lexical_match, better> kept{limit};
  const auto offer = [&](std::size_t slot) {
    if (scores_[slot] > 0 && (only == nullptr || (*only)[slot])) kept.offer({table_.rowid(slot), scores_[slot]});
  };
  if (required_.empty()) {
    for (std::size_t slot = 0; slot < scores_.size(); ++slot) offer(slot);
  } else {
    for (const auto slot : required_) offer(slot);
  }
  return kept.take();
}

}  // namespace secondbrain::stores
