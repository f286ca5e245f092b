#include "base/shown_time.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace secondbrain {
namespace {

class shown_time_test : public testing::Test {
 protected:
  void TearDown() override { set_zone("UTC"); }

  static void set_zone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }
};

TEST_F(shown_time_test, a_moment_is_shown_in_the_local_zone_which_is_named) {
  set_zone("Europe/Berlin");
  EXPECT_EQ(shown_time("2026-02-05T12:00:59.123456+00:00"), "2026-02-05 13:00 CET");
  EXPECT_EQ(shown_time("2026-07-05T22:30:00+00:00"), "2026-07-06 00:30 CEST");
  set_zone("UTC");
  EXPECT_EQ(shown_time("2026-02-05T12:00:00+00:00"), "2026-02-05 12:00 UTC");
}

TEST_F(shown_time_test, what_is_no_moment_stays_as_it_is) {
  for (const auto* text : {"", "never", "2026-02-05"}) EXPECT_EQ(shown_time(text), text);
}

}  // namespace
}  // namespace secondbrain
