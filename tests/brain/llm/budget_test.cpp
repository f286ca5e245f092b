#include "brain/llm/budget.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "base/text.hpp"
#include "tests/brain/llm/memory_ledger.hpp"

namespace secondbrain::llm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class budget_test : public ::testing::Test {
 protected:
  budget& with(budget_limits limits) {
    return budget_.emplace(limits, ledger_, clock_,
                           [this](std::string_view warning) { warnings_.emplace_back(warning); });
  }

  // 2026-02-28 23:30 UTC
  manual_clock clock_{std::chrono::sys_days{std::chrono::year{2026} / 2 / 28} + std::chrono::hours{23} +
                      std::chrono::minutes{30}};
  memory_ledger ledger_;
  std::vector<std::string> warnings_;
  std::optional<budget> budget_;
};

TEST_F(budget_test, without_limits_everything_fits_and_nobody_is_asked) {
  EXPECT_TRUE(with({}).reserve(1000));
  EXPECT_THAT(ledger_.days_queried, IsEmpty());
}

TEST_F(budget_test, looks_at_the_utc_day_and_the_utc_month) {
  auto& spending = with({1, 10});
  EXPECT_TRUE(spending.reserve(0.1));
  clock_.advance(std::chrono::hours{1});
  EXPECT_TRUE(spending.reserve(0.1));
  EXPECT_THAT(ledger_.days_queried, ElementsAre("2026-02-28", "2026-02-01", "2026-03-01", "2026-03-01"));
}

TEST_F(budget_test, stops_before_the_limit_is_exceeded_and_says_how_to_go_on) {
  auto& spending = with({1, 0});
  ledger_.spend(0.95);
  EXPECT_TRUE(spending.reserve(0.05));
  const auto refused = spending.reserve(0.06);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::over_budget);
  EXPECT_THAT(refused.error().message,
              AllOf(HasSubstr("daily budget of $1.00"), HasSubstr("$0.95"), HasSubstr("SECONDBRAIN_DAILY_BUDGET")));
}

TEST_F(budget_test, the_month_stops_as_well) {
  auto& spending = with({0, 10});
  ledger_.spend(10);
  const auto refused = spending.reserve(0.01);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("SECONDBRAIN_MONTHLY_BUDGET"));
}

TEST_F(budget_test, what_is_free_always_fits) {
  auto& spending = with({1, 0});
  ledger_.spend(2);
  EXPECT_TRUE(spending.reserve(0));
}

TEST_F(budget_test, what_is_set_aside_comes_back_when_the_call_is_over) {
  auto& spending = with({1, 0});
  {
    const auto first = spending.reserve(0.6);
    EXPECT_TRUE(first);
    EXPECT_FALSE(spending.reserve(0.6));
  }
  EXPECT_TRUE(spending.reserve(0.6));
}

TEST_F(budget_test, calls_at_the_same_time_cannot_exceed_it_together) {
  auto& spending = with({1, 0});
  std::atomic<int> admitted{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i)
    callers.emplace_back([&] {
      for (int call = 0; call < 50; ++call) {
        const auto money = spending.reserve(0.05);
        if (!money) continue;
        ++admitted;
        usage_record row;
        row.cost_usd = 0.05;
        EXPECT_TRUE(ledger_.record(row));  // before the money is given back, as a call does it
      }
    });
  for (auto& caller : callers) caller.join();
  EXPECT_LE(ledger_.spent_since("").value(), 1.0 + 1e-9);
  EXPECT_GE(admitted, 1);
}

TEST_F(budget_test, warns_once_in_a_period_when_most_is_spent) {
  auto& spending = with({1, 0});
  ledger_.spend(0.79);
  EXPECT_TRUE(spending.reserve(0.01));
  EXPECT_THAT(warnings_, IsEmpty());
  ledger_.spend(0.02);
  EXPECT_TRUE(spending.reserve(0.01));
  EXPECT_TRUE(spending.reserve(0.01));
  ASSERT_THAT(warnings_, SizeIs(1));
  EXPECT_THAT(warnings_.front(), AllOf(HasSubstr("daily budget of $1.00"), HasSubstr("$0.81")));
}

TEST_F(budget_test, what_the_ledger_does_not_know_counts_until_the_day_is_over) {
  auto& spending = with({1, 0});
  spending.add_unrecorded(0.9);
  EXPECT_FALSE(spending.reserve(0.2));
  clock_.advance(std::chrono::hours{24});
  EXPECT_TRUE(spending.reserve(0.2));
}

TEST_F(budget_test, nothing_is_spent_while_the_ledger_cannot_be_read) {
  auto& spending = with({1, 0});
  ledger_.trouble = error{errc::io_failure, "usage.db is gone"};
  const auto refused = spending.reserve(0.01);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::unavailable);
  EXPECT_THAT(refused.error().message, HasSubstr("usage.db is gone"));
}

}  // namespace
}  // namespace secondbrain::llm
