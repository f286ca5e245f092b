#include "base/wake_signal.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <thread>

namespace secondbrain {
namespace {

using namespace std::chrono_literals;

constexpr auto for_ever = 24h;  // a test that waits so long has failed

bool is_readable(int descriptor) {
  pollfd watched{descriptor, POLLIN, 0};
  return ::poll(&watched, 1, 0) == 1;
}

TEST(wake_signal_test, ends_the_wait_of_another_thread) {
  const auto signal = wake_signal::create().value();
  std::thread waiting{[&] { signal.wait(for_ever); }};
  signal.wake();
  waiting.join();
  EXPECT_FALSE(is_readable(signal.descriptor()));
}

TEST(wake_signal_test, being_woken_before_the_wait_is_not_lost_and_counts_once) {
  const auto signal = wake_signal::create().value();
  for (int i = 0; i < 100'000; ++i) signal.wake();  // more than a pipe holds
  signal.wait(for_ever);
  EXPECT_FALSE(is_readable(signal.descriptor()));
  signal.wait(0ms);
}

TEST(wake_signal_test, waits_for_another_descriptor_as_well) {
  const auto signal = wake_signal::create().value();
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const file_descriptor reading{ends[0]}, writing{ends[1]};
  ASSERT_EQ(::write(writing.get(), "x", 1), 1);
  signal.wait(for_ever, reading.get());
  EXPECT_TRUE(is_readable(reading.get())) << "it is left to whoever reads it";
  wait_until_readable(reading.get(), for_ever);
}

}  // namespace
}  // namespace secondbrain
