#include "base/side_thread.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <latch>
#include <stdexcept>
#include <thread>
#include <utility>

namespace secondbrain {
namespace {

TEST(side_thread, works_beside_its_owner) {
  side_thread beside;
  std::latch both{2};
  auto done = beside.begin([&] {
    both.arrive_and_wait();
    return std::this_thread::get_id();
  });
  both.arrive_and_wait();  // would wait for ever, were it not beside
  EXPECT_NE(done.get(), std::this_thread::get_id());
}

TEST(side_thread, is_one_thread_for_all_that_it_does) {
  side_thread beside;
  const auto who = [] { return std::this_thread::get_id(); };
  const auto first = beside.begin(who).get();
  EXPECT_EQ(beside.begin(who).get(), first);
}

TEST(side_thread, hands_on_what_is_thrown_and_works_on) {
  side_thread beside;
  EXPECT_THROW(beside.begin([]() -> int { throw std::runtime_error{"no"}; }).get(), std::runtime_error);
  EXPECT_EQ(beside.begin([] { return 7; }).get(), 7);
}

TEST(side_thread, waits_for_what_was_begun_before_it_goes) {
  bool done = false;
  {
    side_thread beside;
    std::latch begun{1};
    auto never_asked_for = beside.begin([&] {
      begun.count_down();
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
      done = true;
    });
    begun.wait();
  }
  EXPECT_TRUE(done);
}

TEST(side_thread, may_be_handed_over) {
  side_thread first;
  EXPECT_EQ(first.begin([] { return 1; }).get(), 1);
  side_thread second{std::move(first)};
  EXPECT_EQ(second.begin([] { return 2; }).get(), 2);
}

}  // namespace
}  // namespace secondbrain
