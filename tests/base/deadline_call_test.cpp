#include "base/deadline_call.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace secondbrain {
namespace {

using namespace std::chrono_literals;

TEST(deadline_call, answers_with_what_comes_in_time) {
  deadline_call<int> call{1min};
  EXPECT_EQ(call.run([] { return result<int>{7}; }).value(), 7);
  EXPECT_EQ(call.run([] { return result<int>{fail(errc::not_found, "nothing")}; }).error().code, errc::not_found);
}

TEST(deadline_call, gives_up_on_what_does_not_and_begins_no_other_until_that_has_ended) {
  deadline_call<int> call{1ms};
  std::promise<void> back;
  std::atomic<int> begun{0};
  const auto hang = [&begun, wait = back.get_future().share()]() -> result<int> {
    ++begun;
    wait.wait();
    return 7;
  };
  EXPECT_EQ(call.run(hang).error().code, errc::timeout);
  while (begun == 0) std::this_thread::yield();  // its thread may begin after the deadline
  EXPECT_EQ(call.run(hang).error().code, errc::timeout);
  EXPECT_EQ(begun, 1);
  back.set_value();
  deadline_call<int> patient{1min};
  while (!call.run([] { return result<int>{8}; })) std::this_thread::yield();
  EXPECT_EQ(patient.run(hang).value(), 7);
}

TEST(deadline_call, may_go_before_what_it_called) {
  std::promise<void> back;
  std::promise<void> ended;
  {
    deadline_call<int> call{1ms};
    EXPECT_FALSE(call.run([&ended, wait = back.get_future().share()]() -> result<int> {
      wait.wait();
      ended.set_value_at_thread_exit();
      return 7;
    }));
  }
  back.set_value();
  ended.get_future().wait();
}

}  // namespace
}  // namespace secondbrain
