#include "brain/llm/circuit_breaker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::llm {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class circuit_breaker_test : public ::testing::Test {
 protected:
  void call(call_verdict verdict) {
    auto pass = breaker_.admit();
    ASSERT_TRUE(pass);
    pass->settle(verdict);
  }
  void fail_until_open() {
    for (int i = 0; i < 3; ++i) call(call_verdict::host_is_down);
  }

  manual_clock clock_;
  circuit_breaker breaker_{{3, 30s}, clock_};
};

TEST_F(circuit_breaker_test, opens_after_failures_in_a_row_and_says_for_how_long) {
  call(call_verdict::host_is_down);
  call(call_verdict::host_is_down);
  call(call_verdict::host_answers);
  call(call_verdict::host_is_down);
  call(call_verdict::host_is_down);
  call(call_verdict::host_is_down);
  clock_.advance(10s);
  const auto refused = breaker_.admit();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::unavailable);
  EXPECT_THAT(refused.error().message, HasSubstr("in 20 s"));
}

TEST_F(circuit_breaker_test, lets_one_probe_through_after_the_cool_down) {
  fail_until_open();
  clock_.advance(30s);
  auto probe = breaker_.admit();
  ASSERT_TRUE(probe);
  EXPECT_FALSE(breaker_.admit());
  probe->settle(call_verdict::host_answers);
  const auto first = breaker_.admit();
  EXPECT_TRUE(first);
  EXPECT_TRUE(breaker_.admit()) << "beside the first: it is closed again";
}

TEST_F(circuit_breaker_test, a_failed_probe_opens_it_for_another_cool_down) {
  fail_until_open();
  clock_.advance(30s);
  call(call_verdict::host_is_down);
  clock_.advance(29s);
  EXPECT_FALSE(breaker_.admit());
  clock_.advance(1s);
  EXPECT_TRUE(breaker_.admit());
}

TEST_F(circuit_breaker_test, looks_soon_again_where_nobody_listens) {
  for (int i = 0; i < 3; ++i) call(call_verdict::nobody_listens);
  EXPECT_FALSE(breaker_.admit());
  clock_.advance(1s);
  call(call_verdict::nobody_listens);
  EXPECT_FALSE(breaker_.admit());
  clock_.advance(1s);
  call(call_verdict::host_is_down);
  clock_.advance(29s);
  EXPECT_FALSE(breaker_.admit()) << "it hangs now, and is waited for";
  clock_.advance(1s);
  call(call_verdict::host_answers);
  EXPECT_TRUE(breaker_.admit());
}

TEST_F(circuit_breaker_test, a_probe_that_was_cancelled_leaves_room_for_another) {
  fail_until_open();
  clock_.advance(30s);
  { const auto abandoned = breaker_.admit(); }
  const auto probe = breaker_.admit();
  EXPECT_TRUE(probe);
  EXPECT_FALSE(breaker_.admit()) << "one at a time";
}

TEST_F(circuit_breaker_test, calls_from_before_it_opened_say_nothing_about_now) {
  auto early = breaker_.admit();
  auto late = breaker_.admit();
  fail_until_open();
  early->settle(call_verdict::host_answers);
  EXPECT_FALSE(breaker_.admit());
  clock_.advance(30s);
  auto probe = breaker_.admit();
  late->settle(call_verdict::host_is_down);
  EXPECT_FALSE(breaker_.admit());  // the probe is still under way
}

TEST_F(circuit_breaker_test, a_host_is_known_to_be_down_until_it_answers_or_nobody_has_asked_for_long) {
  EXPECT_FALSE(breaker_.knows_host_is_down());
  fail_until_open();
  EXPECT_TRUE(breaker_.knows_host_is_down());
  clock_.advance(1h);
  EXPECT_TRUE(breaker_.knows_host_is_down());
  call(call_verdict::host_answers);
  EXPECT_FALSE(breaker_.knows_host_is_down());
  fail_until_open();
  clock_.advance(3h);
  EXPECT_FALSE(breaker_.knows_host_is_down());
}

TEST_F(circuit_breaker_test, doubts_the_host_from_its_first_failure_until_it_answers) {
  EXPECT_FALSE(breaker_.is_in_doubt());
  call(call_verdict::host_is_down);
  EXPECT_TRUE(breaker_.is_in_doubt());
  call(call_verdict::unknown);
  EXPECT_TRUE(breaker_.is_in_doubt());
  call(call_verdict::host_answers);
  EXPECT_FALSE(breaker_.is_in_doubt());
}

TEST_F(circuit_breaker_test, a_host_that_hangs_is_known_to_be_down_before_its_time_is_over) {
  const auto hanging = breaker_.admit(clock_.steady() + 3s);
  clock_.advance(12s);
  EXPECT_FALSE(breaker_.knows_host_is_down());
  clock_.advance(1s);
  EXPECT_TRUE(breaker_.knows_host_is_down());
}

TEST_F(circuit_breaker_test, doubts_the_host_while_any_answer_is_overdue) {
  auto unhurried = breaker_.admit();
  auto late = breaker_.admit(clock_.steady() + 3s);
  auto later = breaker_.admit(clock_.steady() + 3s);
  clock_.advance(2s);
  EXPECT_FALSE(breaker_.is_in_doubt());
  clock_.advance(1s);
  EXPECT_TRUE(breaker_.is_in_doubt());
  late->settle(call_verdict::unknown);
  EXPECT_TRUE(breaker_.is_in_doubt());
  later->settle(call_verdict::host_answers);
  clock_.advance(1h);
  EXPECT_FALSE(breaker_.is_in_doubt()) << "nothing is expected of the first";
}

}  // namespace
}  // namespace secondbrain::llm
