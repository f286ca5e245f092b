#include "stores/timestamps.hpp"

#include <gtest/gtest.h>

namespace secondbrain::stores {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::system_clock::time_point second{1'771'016'700s};

TEST(timestamps_test, a_fraction_has_six_digits_or_is_left_out) {
  EXPECT_EQ(naive_utc(second), "2026-02-13T21:05:00");
  EXPECT_EQ(naive_utc(second + 1us), "2026-02-13T21:05:00.000001");
  EXPECT_EQ(naive_utc(second + 500ms), "2026-02-13T21:05:00.500000");
}

TEST(timestamps_test, the_offset_is_that_of_utc) {
  EXPECT_EQ(utc_with_offset(second + 123456us), "2026-02-13T21:05:00.123456+00:00");
}

TEST(timestamps_test, a_date_is_the_day_in_utc) {
  EXPECT_EQ(utc_date(second), "2026-02-13");
}

TEST(timestamps_test, moments_before_1970_count_backwards) {
  EXPECT_EQ(naive_utc(std::chrono::system_clock::time_point{-1us}), "1969-12-31T23:59:59.999999");
}

}  // namespace
}  // namespace secondbrain::stores
