#include "base/time_text.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace secondbrain {
namespace {

using namespace std::chrono_literals;

// 2026-02-06 04:30:05.000042 UTC, which is still 5 February in New York (incident E4).
constexpr auto evening = wall_time{1770352205s + 42us};

class time_text : public ::testing::Test {
 protected:
  void SetUp() override { set_zone("America/New_York"); }
  void TearDown() override { set_zone("UTC"); }

  static void set_zone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }
};

TEST_F(time_text, timestamps_are_utc_with_microseconds) {
  EXPECT_EQ(utc_text(evening), "2026-02-06T04:30:05.000042+00:00");
  EXPECT_EQ(naive_utc_text(evening), "2026-02-06T04:30:05.000042");
}

TEST_F(time_text, a_fraction_of_zero_is_left_out) {
  EXPECT_EQ(naive_utc_text(evening - 42us), "2026-02-06T04:30:05");
  EXPECT_EQ(utc_text(evening - 42us), "2026-02-06T04:30:05+00:00");
}

TEST_F(time_text, a_date_is_the_day_in_utc) {
  EXPECT_EQ(utc_date(evening), "2026-02-06");
}

TEST_F(time_text, stamps_and_markers_are_local) {
  EXPECT_EQ(local_stamp(evening), "20260205-233005");
  EXPECT_EQ(naive_local_text(evening), "2026-02-05T23:30:05.000042");
}

TEST_F(time_text, days_change_at_local_midnight) {
  auto last_second = evening + 29min + 54s;
  EXPECT_EQ(local_stamp(last_second), "20260205-235959");
  EXPECT_EQ(local_stamp(last_second + 1s), "20260206-000000");
}

TEST_F(time_text, a_moment_before_the_epoch_rounds_down) {
  EXPECT_EQ(utc_text(wall_time{-1us}), "1969-12-31T23:59:59.999999+00:00");
}

TEST_F(time_text, reads_back_what_it_wrote) {
  const auto at = std::chrono::system_clock::from_time_t(1770352205);
  EXPECT_EQ(time_from_utc(utc_text(at)), at);
  EXPECT_EQ(time_from_utc(naive_utc_text(at + std::chrono::microseconds{5})), at) << "without the fraction";
  for (const auto* text : {"", "yesterday", "2026-02-05", "2026-13-05T00:00:00"})
    EXPECT_FALSE(time_from_utc(text)) << text;
}

}  // namespace
}  // namespace secondbrain
