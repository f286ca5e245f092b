#include "stores/usage_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class usage_store_test : public ::testing::Test {
 protected:
  usage_store open() { return usage_store::open(file_, clock_).value(); }

  static usage_record call(std::string timestamp, std::string provider, std::string type, double cost) {
    return {std::move(timestamp), std::move(provider), "model", std::move(type), 100, 20, cost, {}, {}};
  }

  void add_three(usage_store& store) {
    ASSERT_TRUE(store.record(call("2026-02-12T23:59:59.999999+00:00", "anthropic", "inbox", 0.25)));
    ASSERT_TRUE(store.record(call("2026-02-13T00:00:00+00:00", "anthropic", "chat_answer", 0.5)));
    ASSERT_TRUE(store.record(call("2026-02-13T12:00:00+00:00", "openai", "chat_answer", 1.0)));
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "usage.db";
  manual_clock clock_{wall_time{std::chrono::microseconds{1'771'016'700'123'456}}};  // 2026-02-13T21:05
};

TEST_F(usage_store_test, has_the_table_and_indexes_of_the_contract) {
  open();
  raw_database raw{file_};
  EXPECT_EQ(raw.query("SELECT name, type, \"notnull\" FROM pragma_table_info('llm_usage')"),
            "id,INTEGER,0;timestamp,TEXT,1;provider,TEXT,1;model,TEXT,1;usage_type,TEXT,1;input_tokens,INTEGER,1;"
            "output_tokens,INTEGER,1;cost_usd,REAL,1;conversation_id,TEXT,0;metadata,TEXT,0");
  EXPECT_EQ(raw.query("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1"),
            "idx_usage_provider;idx_usage_timestamp");
}

TEST_F(usage_store_test, a_record_without_time_is_of_now_in_utc) {
  ASSERT_TRUE(open().record(call("", "ollama", "inbox", 0)));
  EXPECT_EQ(raw_database{file_}.query("SELECT timestamp, provider, input_tokens, conversation_id FROM llm_usage"),
            "2026-02-13T21:05:00.123456+00:00,ollama,100,NULL");
}

TEST_F(usage_store_test, sums_by_provider_and_by_type) {
  auto store = open();
  add_three(store);
  const auto all = store.summarize({}, {}).value();
  EXPECT_EQ(all.total_calls, 3);
  EXPECT_DOUBLE_EQ(all.total_cost, 1.75);
  EXPECT_DOUBLE_EQ(all.by_provider.at("anthropic").cost, 0.75);
  EXPECT_EQ(all.by_provider.at("anthropic").input_tokens, 200);
  EXPECT_EQ(all.by_usage_type.at("chat_answer").calls, 2);
  EXPECT_EQ(all.by_usage_type.at("chat_answer").output_tokens, 40);
}

TEST_F(usage_store_test, a_period_holds_its_start_and_not_its_end) {
  auto store = open();
  add_three(store);
  const auto part = store.summarize("2026-02-13T00:00:00+00:00", "2026-02-13T12:00:00+00:00").value();
  EXPECT_EQ(part.total_calls, 1);
  EXPECT_DOUBLE_EQ(part.total_cost, 0.5);
  EXPECT_EQ(store.summarize("2027-01-01T00:00:00+00:00", {}).value().total_calls, 0);
}

TEST_F(usage_store_test, groups_by_utc_day_in_order) {
  auto store = open();
  add_three(store);
  const auto days = store.daily(30).value();
  ASSERT_EQ(days.size(), 2U);
  EXPECT_EQ(days[0].date, "2026-02-12");
  EXPECT_EQ(days[1].date, "2026-02-13");
  EXPECT_EQ(days[1].calls, 2);
  EXPECT_DOUBLE_EQ(days[1].cost_usd, 1.5);
  EXPECT_THAT(days[1].by_provider, ElementsAre(Pair("anthropic", 0.5), Pair("openai", 1.0)));
  EXPECT_EQ(store.daily(0).value().size(), 1U);
}

TEST_F(usage_store_test, what_the_reference_wrote_in_local_time_becomes_the_same_moment_in_utc) {
  open();
  raw_database{file_}.execute(
      "INSERT INTO llm_usage (timestamp, provider, model, usage_type, input_tokens, output_tokens, cost_usd) VALUES "
      "('2026-02-13T00:30:00.999999+01:00', 'openai', 'm', 'inbox', 1, 1, 1),"
      "('2026-02-13T20:00:00-05:30', 'openai', 'm', 'inbox', 1, 1, 1),"
      "('2026-02-13T20:00:00.5+00:00', 'openai', 'm', 'inbox', 1, 1, 1),"
      "('not a time', 'openai', 'm', 'inbox', 1, 1, 1)");
  open();
  EXPECT_EQ(raw_database{file_}.query("SELECT timestamp FROM llm_usage ORDER BY id"),
            "2026-02-12T23:30:00.999999+00:00;2026-02-14T01:30:00+00:00;2026-02-13T20:00:00.5+00:00;not a time");
}

}  // namespace
}  // namespace secondbrain::stores
