#include "actors/sync_schedule.hpp"

#include <gtest/gtest.h>

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;

const auto now = std::chrono::system_clock::now();

TEST(sync_schedule, is_due_when_none_ran_when_the_last_is_too_old_and_when_the_clock_went_back) {
  sync_schedule hourly{1h};
  EXPECT_TRUE(hourly.is_due(std::nullopt, now));
  EXPECT_FALSE(hourly.is_due(now - 59min, now));
  EXPECT_TRUE(hourly.is_due(now - 1h, now));
  EXPECT_TRUE(hourly.is_due(now - 9h, now));  // the machine slept
  EXPECT_TRUE(hourly.is_due(now + 2h, now));
}

TEST(sync_schedule, a_run_that_failed_is_repeated_soon_and_ever_less_often) {
  sync_schedule hourly{1h};
  hourly.run_failed();
  EXPECT_FALSE(hourly.is_due(now - 4min, now));
  EXPECT_TRUE(hourly.is_due(now - 5min, now));
  hourly.run_failed();
  EXPECT_FALSE(hourly.is_due(now - 9min, now));
  EXPECT_TRUE(hourly.is_due(now - 10min, now));
  for (int i = 0; i < 100; ++i) hourly.run_failed();
  EXPECT_FALSE(hourly.is_due(now - 59min, now));
  EXPECT_TRUE(hourly.is_due(now - 1h, now));
  hourly.run_ended_well();
  EXPECT_FALSE(hourly.is_due(now - 59min, now));
}

TEST(sync_schedule, a_run_that_failed_is_repeated_as_soon_as_the_vault_is_back) {
  sync_schedule hourly{1h};
  hourly.vault_is_away();
  EXPECT_FALSE(hourly.is_due(now - 1min, now)) << "nothing failed";
  for (int i = 0; i < 10; ++i) hourly.run_failed();
  EXPECT_FALSE(hourly.is_due(now - 30min, now)) << "it failed with the vault in its place";
  hourly.vault_is_away();
  EXPECT_TRUE(hourly.is_due(now - 30s, now));
  hourly.run_failed();
  EXPECT_FALSE(hourly.is_due(now - 30s, now)) << "once";
}

TEST(sync_schedule, a_run_of_somebody_else_that_failed_is_repeated_soon_as_well) {
  sync_schedule hourly{1h};
  hourly.another_failed();
  EXPECT_FALSE(hourly.is_due(now - 4min, now));
  EXPECT_TRUE(hourly.is_due(now - 5min, now));
  hourly.run_failed();
  hourly.another_failed();
  EXPECT_FALSE(hourly.is_due(now - 5min, now)) << "it is the same failure, told by the marker";
}

TEST(sync_schedule, never_waits_longer_after_a_failure_than_after_a_success) {
  sync_schedule every_minute{1min};
  every_minute.run_failed();
  EXPECT_TRUE(every_minute.is_due(now - 1min, now));
}

}  // namespace
}  // namespace secondbrain::actors
