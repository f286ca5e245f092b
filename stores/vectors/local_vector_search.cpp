#include "stores/vectors/local_vector_search.hpp"

#include <algorithm>
#include <cmath>

#include "base/top_k.hpp"
#include "stores/sqlite/transaction.hpp"
#include "stores/vectors/dot_product.hpp"
#include "stores/vectors/embedding_blob.hpp"
#include "stores/vectors/model_words.hpp"
#include "stores/vectors/vector_store.hpp"

namespace secondbrain::stores {

namespace {

struct comes_first {
  bool operator()(const similar_chunk& a, const similar_chunk& b) const {
    return a.cosine != b.cosine ? a.cosine > b.cosine : a.chunk_id < b.chunk_id;
  }
};

}  // namespace

// Which chunks come out, best first.
class local_vector_search::ranking {
 public:
  ranking(std::size_t limit, double minimum) : limit_{limit}, minimum_{minimum}, best_{limit} {}

  std::size_t limit() const { return limit_; }

  /// Whether a vector with that cosine, or a smaller one, would change nothing.
  bool is_settled_below(float cosine) const {
    return cosine < minimum_ || (best_.full() && cosine < best_.worst().cosine);
  }

  void add(similar_chunk found) { best_.offer(std::move(found)); }

  std::vector<similar_chunk> in_order() && {
    auto best = best_.take();
    std::erase_if(best, [this](const similar_chunk& each) { return each.cosine < minimum_; });
    return best;
  }

 private:
  std::size_t limit_;
  double minimum_;
  top_k<similar_chunk, comes_first> best_;
};

vectors_at_hand local_vector_search::at_hand() const {
  const auto codes = index_->current();
  return {codes->model(), codes->size(), index_->being_loaded()};
}

result<std::vector<similar_chunk>> local_vector_search::nearest(std::span<const float> question, int limit,
                                                                double minimum) {
  vectors_read_ = 0;
  const auto codes = index_->current();
  const auto wanted = static_cast<std::size_t>(std::max(limit, 0));
  if (codes->size() == 0 || wanted == 0) return std::vector<similar_chunk>{};
  const auto dimensions = static_cast<std::size_t>(codes->model().dimensions);
  if (question.size() != dimensions) return question_of_another_length(question.size(), codes->model());
  ranking best{std::min(wanted, std::size_t{1} << 20), minimum};
  const auto done = open(to_search_).and_then([&] {
    return sqlite::in_read_transaction(to_search_->db, [&] { return read_nearest(*codes, question, best); });
  });
  if (!done) to_search_.reset();
  return done.map([&] { return std::move(best).in_order(); });
}

result<std::vector<std::optional<double>>> local_vector_search::cosines(std::span<const float> question,
                                                                        std::span<const std::string> chunk_ids) {
  std::vector<std::optional<double>> found(chunk_ids.size());
  const auto compare = [&](const sqlite::row& r) -> std::optional<double> {
    const auto values = floats_of(r.blob(0));
    if (values.size() != question.size()) return std::nullopt;
    const double cosine = dot_product(values, question);
    return std::isfinite(cosine) ? std::optional{cosine} : std::nullopt;
  };
  const auto read_all = [&]() -> status {
    for (std::size_t at = 0; at < chunk_ids.size(); ++at) {
      const auto cosine = to_compare_->select_vector_of.first(compare, chunk_ids[at]);
      RETURN_IF_ERROR(cosine);
      found[at] = cosine->value_or(std::nullopt);
    }
    return {};
  };
  const auto done = open(to_compare_).and_then([&] { return sqlite::in_read_transaction(to_compare_->db, read_all); });
  if (!done) to_compare_.reset();
  return done.map([&] { return std::move(found); });
}

status local_vector_search::open(std::optional<open_file>& opened_before) {
  const auto identity = sqlite::identify(file_).value_or(sqlite::file_identity{});
  if (opened_before && opened_before->identity == identity) return {};
  opened_before.reset();
  auto db = sqlite::database::open(file_, sqlite::open_mode::read_only);
  RETURN_IF_ERROR(db);
  const auto version = db->schema_version();
  RETURN_IF_ERROR(version);
  if (*version != vector_store::schema.version)
    return fail(errc::unavailable, "the vectors are of another version and are being carried over");
  open_file opened{*std::move(db), identity, {}, {}, {}};
  const auto prepared = opened.db.prepare({
      {opened.select_vector, "SELECT embedding, text_hash FROM vectors WHERE rowid = ?1"},
      {opened.select_chunks, "SELECT chunk_id FROM links WHERE text_hash = ?1"},
      {opened.select_vector_of,
       "SELECT embedding FROM vectors WHERE text_hash = (SELECT text_hash FROM links WHERE chunk_id = ?1)"},
  });
  if (prepared) opened_before = std::move(opened);
  return prepared;
}

/// Asks the codes for more as long as one that they did not name could be among the nearest.
status local_vector_search::read_nearest(const vector_codes& codes, std::span<const float> question, ranking& best) {
  const quantised_question quantised{question};
  const auto most = std::max(most_read, 16 * best.limit());
  for (std::size_t fetched = 4 * best.limit() + 64;; fetched = std::min(4 * fetched, most)) {
    const auto matches = codes.nearest(quantised, fetched);
    while (vectors_read_ < matches.size()) {
      const auto& next = matches[vectors_read_];
      if (best.is_settled_below(next.at_most)) return {};
      if (auto done = read(next.row, question, best); !done) return done;
      ++vectors_read_;
    }
    if (matches.size() < fetched || fetched >= most) return {};
  }
}

status local_vector_search::read(std::int64_t row, std::span<const float> question, ranking& best) {
  bool whole = true;
  const auto compare = [&](const sqlite::row& r) {
    const auto values = floats_of(r.blob(0));
    whole = values.size() == question.size();
    return stored_row{std::string{r.text(1)}, whole ? dot_product(values, question) : 0};
  };
  const auto stored = to_search_->select_vector.first(compare, row);
  RETURN_IF_ERROR(stored);
  if (!whole) return fail(errc::corrupt, "vectors.db holds a vector of another length than the model's");
  if (!*stored || !std::isfinite((*stored)->cosine) || best.is_settled_below((*stored)->cosine)) return {};
  const auto add = [&](const sqlite::row& r) { best.add({std::string{r.text(0)}, (*stored)->cosine}); };
  return to_search_->select_chunks.for_each(add, (*stored)->text_hash);
}

}  // namespace secondbrain::stores
