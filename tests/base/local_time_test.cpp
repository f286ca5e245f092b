#include "base/local_time.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace secondbrain {
namespace {

using namespace std::chrono_literals;

class local_times : public ::testing::Test {
 protected:
  void SetUp() override { set_zone("Europe/Berlin"); }
  void TearDown() override { set_zone("UTC"); }

  static void set_zone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }

  static std::string shown(wall_time at) {
    const auto local = local_time_of(at);
    return local.day + " " + text_of(local.time);
  }
};

TEST_F(local_times, a_time_of_day_is_hours_and_minutes) {
  EXPECT_EQ(parse_time_of_day("07:30"), time_of_day{450});
  EXPECT_EQ(parse_time_of_day("7:30"), time_of_day{450});
  EXPECT_EQ(parse_time_of_day("00:00"), time_of_day{0});
  EXPECT_EQ(text_of(time_of_day{1439}), "23:59");
  for (const auto* wrong : {"", "7", "24:00", "12:60", "12:5", "-1:30", "1:-3", "12:30pm", "ab:cd", ":30", "007:30"})
    EXPECT_FALSE(parse_time_of_day(wrong)) << wrong;
}

TEST_F(local_times, a_span_may_go_over_midnight) {
  const auto night = parse_daily_span("22:00-07:00").value();
  EXPECT_EQ(text_of(night), "22:00-07:00");
  EXPECT_EQ(parse_daily_span(" 22:00 - 7:00 "), night);
  for (const auto* inside : {"22:00", "23:59", "00:00", "06:59"})
    EXPECT_TRUE(contains(night, *parse_time_of_day(inside))) << inside;
  for (const auto* outside : {"07:00", "12:00", "21:59"})
    EXPECT_FALSE(contains(night, *parse_time_of_day(outside))) << outside;
  const auto noon = parse_daily_span("12:00-14:00").value();
  EXPECT_TRUE(contains(noon, {12 * 60}));
  EXPECT_FALSE(contains(noon, {14 * 60}));
  for (const auto* wrong : {"", "22:00", "22:00-22:00", "22:00-25:00", "22-7"})
    EXPECT_FALSE(parse_daily_span(wrong)) << wrong;
}

TEST_F(local_times, the_hour_that_summer_time_leaves_out_does_not_come) {
  const wall_time change{1774746000s};  // 2026-03-29 01:00 UTC
  EXPECT_EQ(shown(change - 1s), "2026-03-29 01:59");
  EXPECT_EQ(shown(change), "2026-03-29 03:00");
}

TEST_F(local_times, the_hour_that_comes_twice_is_of_one_day) {
  const wall_time change{1792890000s};  // 2026-10-25 01:00 UTC
  EXPECT_EQ(shown(change - 30min), "2026-10-25 02:30");
  EXPECT_EQ(shown(change + 30min), "2026-10-25 02:30");
}

}  // namespace
}  // namespace secondbrain
