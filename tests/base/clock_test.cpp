#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

using namespace std::chrono_literals;

TEST(manual_clock, moves_both_clocks_when_told_to) {
  manual_clock clock;
  auto wall = clock.now();
  auto steady = clock.steady();
  clock.advance(90s);
  EXPECT_EQ(clock.now() - wall, 90s);
  EXPECT_EQ(clock.steady() - steady, 90s);
}

TEST(manual_clock, whoever_sleeps_moves_it_and_comes_back_at_once) {
  const manual_clock clock{wall_time{1h}};
  clock.sleep(2h);
  EXPECT_EQ(clock.now(), wall_time{3h});
  EXPECT_EQ(clock.steady(), steady_time{2h});
}

TEST(manual_clock, a_jump_of_the_wall_clock_leaves_the_steady_clock_alone) {
  manual_clock clock{wall_time{24h}};
  auto steady = clock.steady();
  clock.set(wall_time{1h});
  EXPECT_EQ(clock.now(), wall_time{1h});
  EXPECT_EQ(clock.steady(), steady);
}

TEST(real_clock, is_the_machines_time) {
  auto before = std::chrono::system_clock::now();
  auto now = real_clock().now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, std::chrono::system_clock::now());
}

TEST(real_clock, sleeps_for_as_long_as_it_was_given) {
  const auto before = real_clock().steady();
  real_clock().sleep(3ms);
  EXPECT_GE(real_clock().steady() - before, 3ms);
}

}  // namespace
}  // namespace secondbrain
