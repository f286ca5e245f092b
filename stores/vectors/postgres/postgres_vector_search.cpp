#include "stores/vectors/postgres/postgres_vector_search.hpp"

#include <algorithm>
#include <cstdio>

#include "stores/vectors/model_words.hpp"
#include "stores/vectors/postgres/postgres_schema.hpp"
#include "stores/vectors/postgres/postgres_text.hpp"
#include "stores/vectors/remote_vector_store.hpp"

namespace secondbrain::stores {

namespace {

constexpr int most_wanted = 1 << 20;

// Vectors have the length 1, so their product is their cosine. All that are as near as the last are taken: which chunk
// comes first among equals is decided behind them. An index for approximate search is to look at enough.
constexpr auto nearest_sql = R"sql(
  SELECT l.chunk_id, near.cosine
    FROM (SELECT text_hash, -(embedding <#> $1::vector) AS cosine
            FROM vectors
           WHERE embedding IS NOT NULL AND text_hash NOT IN (SELECT text_hash FROM unlinked)
           ORDER BY embedding <#> $1::vector
           FETCH FIRST ($2::bigint) ROWS WITH TIES) near
    JOIN links l USING (text_hash)
   WHERE near.cosine >= $3::float8
   ORDER BY near.cosine DESC, l.chunk_id
   LIMIT $2::bigint)sql";

constexpr auto cosines_sql = R"sql(
  SELECT wanted.place, -(v.embedding <#> $1::vector)
    FROM unnest($2::text[]) WITH ORDINALITY wanted(chunk_id, place)
    JOIN links l USING (chunk_id)
    JOIN vectors v USING (text_hash)
   WHERE v.embedding IS NOT NULL)sql";

std::string real_text(double number) {
  char digits[32];
  const int length = std::snprintf(digits, sizeof digits, "%.17g", number);
  return {digits, static_cast<std::size_t>(length)};
}

}  // namespace

result<std::vector<similar_chunk>> postgres_vector_search::nearest(std::span<const float> question, int limit,
                                                                   double minimum) {
  std::vector<similar_chunk> found;
  const auto known = at_hand();
  const int wanted = std::min(limit, most_wanted);
  if (known.vectors == 0 || wanted <= 0) return found;
  if (question.size() != static_cast<std::size_t>(known.model.dimensions))
    return question_of_another_length(question.size(), known.model);
  const auto done = ask(to_search_, [&](postgres_connection& over) -> status {
    const auto rows = over.run(nearest_sql, {vector_text(question), std::to_string(wanted), real_text(minimum)});
    RETURN_IF_ERROR(rows);
    found.reserve(static_cast<std::size_t>(rows->count()));
    for (int row = 0; row < rows->count(); ++row)
      found.push_back({std::string{rows->text(row, 0)}, rows->real(row, 1)});
    return {};
  });
  return done.map([&] { return std::move(found); });
}

result<std::vector<std::optional<double>>> postgres_vector_search::cosines(std::span<const float> question,
                                                                           std::span<const std::string> chunk_ids) {
  std::vector<std::optional<double>> found(chunk_ids.size());
  const auto known = at_hand();
  const bool is_comparable = known.vectors > 0 && question.size() == static_cast<std::size_t>(known.model.dimensions);
  if (chunk_ids.empty() || !is_comparable) return found;
  const auto done = ask(to_compare_, [&](postgres_connection& over) -> status {
    const auto rows = over.run(cosines_sql, {vector_text(question), text_array(chunk_ids)});
    RETURN_IF_ERROR(rows);
    for (int row = 0; row < rows->count(); ++row)
      found.at(static_cast<std::size_t>(rows->integer(row, 0) - 1)) = rows->real(row, 1);
    return {};
  });
  return done.map([&] { return std::move(found); });
}

status postgres_vector_search::ask(server& over, const std::function<status(postgres_connection&)>& question) {
  if (auto why = at_hand().trouble; !why.empty()) return fail(errc::unavailable, std::move(why));
  const bool is_kept = over.has_value();
  auto done = ask_once(over, question);
  // A connection of before may be gone by now, which says nothing about the server.
  if (!done && is_kept && !over && done.error().code != errc::timeout) done = ask_once(over, question);
  if (done)
    standing_->searched();
  else if (is_out_of_reach(done.error().code))
    standing_->failed_search(done.error().message);
  return done;
}

status postgres_vector_search::ask_once(server& over,
                                        const std::function<status(postgres_connection&)>& question) const {
  if (!over) RETURN_IF_ERROR(connect(over));
  auto done = question(*over);
  if (!done && is_out_of_reach(done.error().code)) over.reset();
  return done;
}

status postgres_vector_search::connect(server& over) const {
  auto opened = postgres_connection::open(place_, limits_);
  RETURN_IF_ERROR(opened);
  // For an index for approximate search, where somebody has made one: it finds as many as are asked for. A server whose
  // pgvector does not know these goes without.
  static_cast<void>(opened->run_all("SET hnsw.ef_search = 400"));
  static_cast<void>(opened->run_all("SET hnsw.iterative_scan = strict_order"));
  RETURN_IF_ERROR(use_postgres_schema(*opened, schema_));
  over.emplace(*std::move(opened));
  return {};
}

}  // namespace secondbrain::stores
