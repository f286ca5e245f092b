#include "cli/service/service_health.hpp"

#include <gtest/gtest.h>

namespace secondbrain::cli {
namespace {

using namespace std::chrono_literals;

sync_status completed(double hours_ago) {
  return {sync_state::ok, "then", hours_ago, std::nullopt};
}

TEST(schedule_check, is_well_while_runs_complete) {
  EXPECT_EQ(check_schedule(1h, completed(0.9), 48h).state, verdict::ok);
}

TEST(schedule_check, one_missed_run_is_a_warning) {
  auto check = check_schedule(1h, completed(2.2), 48h);
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_NE(check.message.find("132 minutes"), std::string::npos) << check.message;
}

TEST(schedule_check, a_service_that_has_just_come_up_has_missed_nothing_yet) {
  EXPECT_EQ(check_schedule(1h, completed(30), 10min).state, verdict::ok);
  EXPECT_EQ(check_schedule(1h, {}, 10min).state, verdict::ok);
}

TEST(schedule_check, never_having_run_counts_from_the_start_of_the_service) {
  EXPECT_EQ(check_schedule(1h, {}, 3h).state, verdict::warning);
}

TEST(embedding_check, is_well_while_notes_are_still_to_be_embedded_and_says_how_many) {
  const auto under_way = check_embedding({1200});
  EXPECT_EQ(under_way.state, verdict::ok);
  EXPECT_NE(under_way.message.find("1200 notes"), std::string::npos) << under_way.message;
  EXPECT_NE(check_embedding({0}).message, under_way.message);
}

}  // namespace
}  // namespace secondbrain::cli
