#include "actors/latency_window.hpp"

#include <gtest/gtest.h>

namespace secondbrain::actors {
namespace {

using std::chrono::microseconds;

TEST(latency_window, is_zero_before_the_first_message) {
  latency_window window;
  EXPECT_EQ(window.read().p50, microseconds{0});
  EXPECT_EQ(window.read().p99, microseconds{0});
}

TEST(latency_window, reads_the_percentiles_of_what_was_added) {
  latency_window window;
  for (int i = 1; i <= 100; ++i) window.add(microseconds{i});
  EXPECT_EQ(window.read().p50, microseconds{51});
  EXPECT_EQ(window.read().p99, microseconds{100});
}

TEST(latency_window, keeps_only_the_latest) {
  latency_window window;
  for (int i = 0; i < 5'000; ++i) window.add(microseconds{900});
  for (int i = 0; i < 5'000; ++i) window.add(microseconds{7});
  EXPECT_EQ(window.read().p99, microseconds{7});
}

}  // namespace
}  // namespace secondbrain::actors
