#include "ops/alarms/test_schedule.hpp"

#include <gtest/gtest.h>

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t then = 1'770'292'800;
constexpr wall_time noon_then{std::chrono::seconds{then}};

class test_schedule_test : public testing::Test {
 protected:
  manual_clock clock_{noon_then};
};

TEST_F(test_schedule_test, a_test_is_due_at_first_and_then_at_its_interval) {
  test_schedule tests{168h, 0, clock_};
  EXPECT_TRUE(tests.is_due());
  EXPECT_EQ(tests.next_at(), then);
  tests.sent();
  clock_.advance(168h - 1s);
  EXPECT_FALSE(tests.is_due());
  EXPECT_EQ(tests.next_at(), then + 604'800);
  clock_.advance(1s);
  EXPECT_TRUE(tests.is_due());
}

TEST_F(test_schedule_test, a_restart_goes_on_with_the_interval) {
  clock_.advance(167h);
  const test_schedule tests{168h, then, clock_};
  EXPECT_FALSE(tests.is_due());
  clock_.advance(1h);
  EXPECT_TRUE(tests.is_due());
}

TEST_F(test_schedule_test, none_is_due_without_an_interval) {
  EXPECT_FALSE((test_schedule{0h, 0, clock_}.is_due()));
  EXPECT_FALSE((test_schedule{0h, 0, clock_}.next_at()));
}

TEST_F(test_schedule_test, a_clock_that_is_set_makes_none_due) {
  test_schedule tests{168h, 0, clock_};
  tests.sent();
  for (const auto jump : {365 * 24h, -365 * 24h, 24h * 8, -24h * 8}) {
    clock_.set(noon_then + jump);
    EXPECT_FALSE(tests.is_due()) << jump.count();
  }
}

TEST_F(test_schedule_test, one_that_was_sent_in_the_future_was_sent_just_now) {
  const test_schedule tests{168h, then + 31'536'000, clock_};
  EXPECT_FALSE(tests.is_due());
  clock_.advance(168h);
  EXPECT_TRUE(tests.is_due());
}

}  // namespace
}  // namespace secondbrain::ops
