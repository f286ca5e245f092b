#include "base/feed.hpp"
#include "base/text.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace secondbrain {
namespace {

using namespace std::chrono_literals;

TEST(feed, begins_with_its_first_value) {
  feed<std::string> words{"first"};
  EXPECT_EQ(words.latest().value, "first");
  EXPECT_EQ(words.latest().version, 0U);
}

TEST(feed, nothing_newer_means_no_value) {
  feed<int> numbers;
  EXPECT_FALSE(numbers.wait_newer(0, 1ms));
}

TEST(feed, a_watcher_that_is_behind_gets_the_latest_value_at_once) {
  feed<int> numbers;
  numbers.publish(1);
  numbers.publish(2);
  auto seen = numbers.wait_newer(0, 1h);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->value, 2);
  EXPECT_EQ(seen->version, 2U);
}

TEST(feed, a_waiting_watcher_is_woken) {
  feed<int> numbers;
  std::atomic<int> received{0};
  std::thread watcher{[&] { received = numbers.wait_newer(0, 1h)->value; }};
  numbers.publish(7);
  watcher.join();
  EXPECT_EQ(received, 7);
}

TEST(feed, versions_only_grow_for_every_watcher) {
  constexpr int last = 1000;
  feed<int> numbers;
  constexpr int count = 4;
  std::vector<std::thread> watchers;
  watchers.reserve(count);
  std::atomic<int> finished{0};
  for (int i = 0; i < count; ++i)
    watchers.emplace_back([&] {
      std::uint64_t version = 0;
      for (int value = 0; value != last;) {
        auto next = numbers.wait_newer(version, 1h);
        if (!next || next->version <= version || next->value <= value) return;
        version = next->version;
        value = next->value;
      }
      ++finished;
    });
  for (int i = 1; i <= last; ++i) numbers.publish(i);
  for (auto& watcher : watchers) watcher.join();
  EXPECT_EQ(finished, count);
}

TEST(feed, closing_wakes_every_watcher) {
  feed<int> numbers;
  std::atomic<bool> ended{false};
  std::thread watcher{[&] { ended = !numbers.wait_newer(0, 1h); }};
  numbers.close();
  watcher.join();
  EXPECT_TRUE(ended);
  EXPECT_TRUE(numbers.closed());
}

}  // namespace
}  // namespace secondbrain
