#include "stores/usage_store.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/time_text.hpp"
#include "stores/schema_versions.hpp"
#include "stores/sqlite/migration.hpp"

namespace secondbrain::stores {

namespace {

constexpr std::array<sqlite::migration, 1> usage_migrations{R"sql(
  CREATE TABLE IF NOT EXISTS llm_usage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    timestamp TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    usage_type TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_usd REAL NOT NULL,
    conversation_id TEXT,
    metadata TEXT
  );
  CREATE INDEX IF NOT EXISTS idx_usage_timestamp ON llm_usage(timestamp);
  CREATE INDEX IF NOT EXISTS idx_usage_provider ON llm_usage(provider);
)sql"};
static_assert(usage_migrations.size() == usage_schema);

// `2026-02-13T22:05:00.123456+01:00` becomes `2026-02-13T21:05:00.123456+00:00`. The fraction is carried over as text,
// because SQLite's own times end at milliseconds.
constexpr auto timestamps_to_utc = R"sql(
  UPDATE llm_usage
     SET timestamp = strftime('%Y-%m-%dT%H:%M:%S', substr(timestamp, 1, 19) || substr(timestamp, -6))
                     || substr(timestamp, 20, length(timestamp) - 25) || '+00:00'
   WHERE timestamp GLOB '????-??-??T??:??:??*[+-]??:??' AND timestamp NOT LIKE '%+00:00'
     AND strftime('%s', substr(timestamp, 1, 19) || substr(timestamp, -6)) IS NOT NULL)sql";

std::string sums_by(std::string_view column) {
  return "SELECT " + std::string{column} +
         ", SUM(cost_usd), COUNT(*), SUM(input_tokens), SUM(output_tokens) FROM llm_usage"
         " WHERE (?1 IS NULL OR timestamp >= ?1) AND (?2 IS NULL OR timestamp < ?2) GROUP BY 1";
}

}  // namespace

result<usage_store> usage_store::open(const std::filesystem::path& file, const clock& time) {
  return sqlite::open_migrated(file, usage_migrations).and_then([&](sqlite::database db) -> result<usage_store> {
    const auto converted = db.execute(timestamps_to_utc);
    // A file of a later version is read as it is.
    if (!converted && converted.error().code != errc::newer_schema) return fail(converted.error());
    usage_store store{std::move(db), time};
    return store.prepare().map([&] { return std::move(store); });
  });
}

status usage_store::prepare() {
  return db_.prepare({
      {insert_, R"sql(
         INSERT INTO llm_usage (timestamp, provider, model, usage_type, input_tokens, output_tokens, cost_usd,
                                conversation_id, metadata)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))sql"},
      {sum_by_provider_, sums_by("provider")},
      {sum_by_usage_type_, sums_by("usage_type")},
      {sum_by_day_, R"sql(
         SELECT DATE(timestamp), provider, SUM(cost_usd), COUNT(*)
           FROM llm_usage
          WHERE timestamp >= ?1
          GROUP BY 1, 2
          ORDER BY 1, 2)sql"},
  });
}

status usage_store::record(const usage_record& record) {
  const auto timestamp = record.timestamp.empty() ? utc_text(time_->now()) : record.timestamp;
  return insert_.run(timestamp, record.provider, record.model, record.usage_type, record.input_tokens,
                     record.output_tokens, record.cost_usd, record.conversation_id, record.metadata);
}

result<usage_summary> usage_store::summarize(const std::optional<std::string>& since,
                                             const std::optional<std::string>& until) {
  usage_summary summary;
  const auto into = [](std::map<std::string, usage_breakdown>& parts) {
    return [&parts](const sqlite::row& r) {
      parts[std::string{r.text(0)}] = {r.real(1), r.integer(2), r.integer(3), r.integer(4)};
    };
  };
  const auto done = sum_by_provider_.for_each(into(summary.by_provider), since, until).and_then([&] {
    return sum_by_usage_type_.for_each(into(summary.by_usage_type), since, until);
  });
  RETURN_IF_ERROR(done);
  for (const auto& [provider, part] : summary.by_provider) {
    summary.total_cost += part.cost;
    summary.total_calls += part.calls;
  }
  return summary;
}

result<std::vector<daily_usage>> usage_store::daily(int days) {
  std::vector<daily_usage> found;
  const auto add = [&](const sqlite::row& r) {
    if (found.empty() || found.back().date != r.text(0)) found.push_back({std::string{r.text(0)}, 0, 0, {}});
    auto& day = found.back();
    day.cost_usd += r.real(2);
    day.calls += r.integer(3);
    day.by_provider[std::string{r.text(1)}] = r.real(2);
  };
  const auto first_day = utc_date(time_->now() - std::chrono::hours{24} * std::max(days, 0));
  return sum_by_day_.for_each(add, first_day).map([&] { return std::move(found); });
}

}  // namespace secondbrain::stores
