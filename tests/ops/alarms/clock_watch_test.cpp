#include "ops/alarms/clock_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr wall_time start{1770289200s};

TEST(clock_watch, a_clock_that_goes_on_is_steady_also_through_sleep) {
  manual_clock clock{start};
  clock_watch watch{clock, 0};
  for (auto pause : {30s, 3600s, 86400s}) {
    clock.advance(pause);
    EXPECT_FALSE(watch.look());
  }
}

TEST(clock_watch, a_clock_that_is_put_right_a_little_each_time_is_steady) {
  manual_clock clock{start};
  clock_watch watch{clock, 0};
  for (int i = 0; i < 100; ++i) {
    clock.set(clock.now() + 1min);
    EXPECT_FALSE(watch.look());
  }
}

/// A machine that sleeps for an hour whenever its wall clock has been read so often.
class drowsy_clock final : public clock {
 public:
  explicit drowsy_clock(int awake_for) : awake_for_{awake_for} {}

  wall_time now() const override {
    const auto read = machine_.now();
    if (++readings_ % awake_for_ == 0) machine_.sleep(1h);
    return read;
  }
  steady_time steady() const override { return machine_.steady(); }
  void sleep(std::chrono::steady_clock::duration time) const override { machine_.sleep(time); }

 private:
  int awake_for_;
  mutable int readings_ = 0;
  manual_clock machine_{start};
};

TEST(clock_watch, a_sleep_between_the_readings_of_the_two_clocks_is_no_jump) {
  for (const int awake_for : {2, 3}) {
    const drowsy_clock clock{awake_for};
    clock_watch watch{clock, 0};
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(watch.look()) << awake_for;
  }
}

TEST(clock_watch, a_jump_is_doubted_until_it_is_undone) {
  manual_clock clock{start};
  clock_watch watch{clock, 0};
  clock.set(start + 365 * 24h);
  const auto doubt = watch.look();
  ASSERT_TRUE(doubt);
  EXPECT_THAT(*doubt, HasSubstr("set forward by 365 d"));
  clock.advance(10min);
  EXPECT_TRUE(watch.look());
  clock.set(start + 10min);
  EXPECT_FALSE(watch.look());
}

TEST(clock_watch, a_jump_that_stays_counts_as_right_after_an_hour) {
  manual_clock clock{start};
  clock_watch watch{clock, 0};
  clock.set(start - 2h);
  EXPECT_THAT(watch.look().value_or(""), HasSubstr("set back by 2 h"));
  clock.advance(59min);
  EXPECT_TRUE(watch.look());
  clock.advance(1min);
  EXPECT_FALSE(watch.look());
}

TEST(clock_watch, a_clock_that_was_set_while_nobody_looked_is_doubted_until_it_is_put_right) {
  for (const auto jump : {365 * 24h, -24h}) {
    manual_clock clock{start};
    clock_watch before{clock, 0};
    EXPECT_FALSE(before.look());
    clock.set(clock.now() + jump);
    clock.advance(3h);
    clock_watch after{clock, 0, before.trusted()};
    EXPECT_TRUE(after.look());
    clock_watch once_more{clock, 0, after.trusted()};
    EXPECT_TRUE(once_more.look()) << "a restart does not end it";
    clock.set(clock.now() - jump);
    EXPECT_FALSE(once_more.look()) << "putting it right is no second jump";
  }
}

TEST(clock_watch, a_clock_that_went_back_across_a_restart_is_doubted) {
  const auto last_seen = std::chrono::floor<std::chrono::seconds>(start.time_since_epoch()).count();
  manual_clock behind{start - 24h};
  EXPECT_TRUE(clock_watch(behind, last_seen).look());
  manual_clock later{start + 24h};
  EXPECT_FALSE(clock_watch(later, last_seen).look());
}

}  // namespace
}  // namespace secondbrain::ops
