#include "base/time_ago.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

using namespace std::chrono_literals;

TEST(time_ago, is_what_people_say) {
  EXPECT_EQ(time_ago(0s), "just now");
  EXPECT_EQ(time_ago(59s), "just now");
  EXPECT_EQ(time_ago(1min), "1 minute ago");
  EXPECT_EQ(time_ago(3min + 59s), "3 minutes ago");
  EXPECT_EQ(time_ago(59min + 59s), "59 minutes ago");
  EXPECT_EQ(time_ago(1h), "1 hour ago");
  EXPECT_EQ(time_ago(5h + 30min), "5 hours ago");
  EXPECT_EQ(time_ago(47h + 59min), "47 hours ago");
  EXPECT_EQ(time_ago(48h), "2 days ago");
}

TEST(time_ago, what_lies_ahead_is_just_now) {
  EXPECT_EQ(time_ago(-5h), "just now");
}

TEST(time_ago, hours_may_have_a_fraction) {
  using fraction = std::chrono::duration<double, std::ratio<3600>>;
  EXPECT_EQ(time_ago(fraction{0.0}), "just now");
  EXPECT_EQ(time_ago(fraction{0.1}), "6 minutes ago");
  EXPECT_EQ(time_ago(fraction{2.9}), "2 hours ago");
}

}  // namespace
}  // namespace secondbrain
