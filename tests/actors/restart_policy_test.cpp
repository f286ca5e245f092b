#include "actors/restart_policy.hpp"

#include <gtest/gtest.h>

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr steady_instant start{};

double lowest() {
  return 0;
}
double highest() {
  return 0.999999;
}

TEST(restart_window, admits_up_to_the_limit_and_not_one_more) {
  restart_window window{{3, seconds{10}}};
  EXPECT_TRUE(window.admit(start));
  EXPECT_TRUE(window.admit(start + seconds{1}));
  EXPECT_TRUE(window.admit(start + seconds{2}));
  EXPECT_FALSE(window.admit(start + seconds{3}));
}

TEST(restart_window, forgets_what_is_older_than_the_window) {
  restart_window window{{2, seconds{10}}};
  EXPECT_TRUE(window.admit(start));
  EXPECT_TRUE(window.admit(start + seconds{9}));
  EXPECT_TRUE(window.admit(start + seconds{11}));
  EXPECT_FALSE(window.admit(start + seconds{12}));
}

TEST(restart_window, a_limit_of_zero_admits_nothing) {
  restart_window window{{0, seconds{10}}};
  EXPECT_FALSE(window.admit(start));
}

TEST(backoff, first_failure_restarts_at_once_then_doubles_up_to_the_cap) {
  backoff delays{{milliseconds{100}, milliseconds{500}, seconds{1}}, highest};
  auto crash_at_once = [&] { return delays.next(start, start + milliseconds{1}).count(); };
  EXPECT_EQ(crash_at_once(), 0);
  EXPECT_EQ(crash_at_once(), 99);
  EXPECT_EQ(crash_at_once(), 199);
  EXPECT_EQ(crash_at_once(), 399);
  EXPECT_EQ(crash_at_once(), 499);
  EXPECT_EQ(crash_at_once(), 499);
}

TEST(backoff, jitter_never_takes_more_than_half) {
  backoff delays{{milliseconds{100}, seconds{10}, seconds{1}}, lowest};
  delays.next(start, start);
  EXPECT_EQ(delays.next(start, start).count(), 50);
  EXPECT_EQ(delays.next(start, start).count(), 100);
}

TEST(backoff, a_quiet_period_starts_over) {
  backoff delays{{milliseconds{100}, seconds{10}, seconds{1}}, lowest};
  delays.next(start, start);
  delays.next(start, start);
  EXPECT_EQ(delays.next(start, start).count(), 100);
  EXPECT_EQ(delays.next(start, start + seconds{1}).count(), 0);
  EXPECT_EQ(delays.next(start, start).count(), 50);
}

TEST(backoff, survives_failures_without_end) {
  backoff delays{{milliseconds{100}, seconds{30}, seconds{1}}, highest};
  for (int i = 0; i < 10'000; ++i) EXPECT_LE(delays.next(start, start), seconds{30});
}

}  // namespace
}  // namespace secondbrain::actors
