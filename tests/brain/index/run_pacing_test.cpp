#include "brain/index/run_pacing.hpp"

#include <gtest/gtest.h>

namespace secondbrain::index {
namespace {

using namespace std::chrono_literals;

class run_pacing_test : public testing::Test {
 protected:
  static index_order of(index_extent extent) {
    index_order order;
    order.extent = extent;
    return order;
  }

  /// A run for a save that came at `at`; answers with when it started.
  steady_time save(steady_time at, steady_time::duration run_time) {
    pacing_.ordered(at, 1);
    auto start = pacing_.start_of(places_, at);
    if (start > at) start = pacing_.start_of(places_, start);
    pacing_.ended(places_, start + run_time);
    return start;
  }

  const index_order places_ = of(index_extent::places);
  const index_order vault_ = of(index_extent::vault);
  run_pacing pacing_;
  steady_time begin_{1h};
};

TEST_F(run_pacing_test, a_save_of_its_own_does_not_wait) {
  EXPECT_EQ(save(begin_, 10ms), begin_);
  EXPECT_EQ(save(begin_ + 1s, 10ms), begin_ + 1s);
}

TEST_F(run_pacing_test, saves_in_a_burst_wait_for_twice_as_long_as_the_run_before_took) {
  save(begin_, 10ms);
  EXPECT_EQ(save(begin_ + 5ms, 20ms), begin_ + 30ms);
  EXPECT_EQ(save(begin_ + 60ms, 10ms), begin_ + 90ms);
  EXPECT_EQ(save(begin_ + 5s, 10ms), begin_ + 5s);
}

TEST_F(run_pacing_test, a_burst_that_pauses_is_not_waited_for) {
  save(begin_, 400ms);
  EXPECT_EQ(save(begin_ + 350ms, 2s), begin_ + 450ms);
  pacing_.ordered(begin_ + 1s, 1);  // and it has paused while that run went on
  EXPECT_EQ(pacing_.start_of(places_, begin_ + 2'450ms), begin_ + 2'450ms);
}

TEST_F(run_pacing_test, a_pause_ends_with_the_last_save) {
  save(begin_, 400ms);
  pacing_.ordered(begin_ + 390ms, 1);
  EXPECT_EQ(pacing_.start_of(places_, begin_ + 400ms), begin_ + 490ms);
  pacing_.ordered(begin_ + 480ms, 1);
  EXPECT_EQ(pacing_.start_of(places_, begin_ + 490ms), begin_ + 580ms);
}

TEST_F(run_pacing_test, a_folder_that_is_being_copied_is_waited_for) {
  auto now = save(begin_, 10ms) + 10ms;
  for (std::size_t copied = 0; copied < run_pacing::many; ++copied) pacing_.ordered(now += 2ms, 1);
  EXPECT_EQ(pacing_.start_of(places_, now), now + run_pacing::moment);
  pacing_.ordered(now + 90ms, 1);
  EXPECT_EQ(pacing_.start_of(places_, now + 100ms), now + 190ms);
  EXPECT_EQ(pacing_.start_of(places_, now + 190ms), now + 190ms);
  pacing_.ended(places_, now + 200ms);
  EXPECT_EQ(save(now + 205ms, 10ms), now + 220ms) << "what comes after it waits as ever";
}

TEST_F(run_pacing_test, a_folder_that_takes_long_to_be_copied_is_not_waited_for_to_the_end) {
  const auto ended = save(begin_, 10ms) + 10ms;
  pacing_.ordered(ended + 950ms, run_pacing::many);
  EXPECT_EQ(pacing_.start_of(places_, ended + 950ms), ended + run_pacing::patience_with_many);
}

TEST_F(run_pacing_test, what_is_saved_again_and_again_takes_a_third_of_the_time) {
  auto now = begin_;
  for (int i = 0; i <= run_pacing::eager_runs; ++i) now = save(now + 400ms, 500ms);
  EXPECT_EQ(save(now + 400ms, 500ms), now + 500ms + 1s);
}

TEST_F(run_pacing_test, no_save_waits_for_long) {
  auto now = begin_;
  for (int i = 0; i <= run_pacing::eager_runs; ++i) now = save(now + 1min, 1min);
  EXPECT_EQ(save(now + 1min, 10ms), now + 1min + run_pacing::longest_pause);
}

TEST_F(run_pacing_test, a_burst_that_goes_on_and_on_makes_few_runs) {
  auto now = begin_;
  for (int i = 0; i <= run_pacing::short_burst; ++i) now = save(now + 1ms, 10ms);
  EXPECT_EQ(save(now + 11ms, 10ms), now + 10ms + run_pacing::longest_pause);
  now += 1h;
  EXPECT_EQ(save(now, 10ms), now);
  EXPECT_EQ(save(now + 15ms, 10ms), now + 30ms) << "it is over";
}

TEST_F(run_pacing_test, whoever_takes_stock_does_not_wait_and_keeps_nobody_waiting) {
  save(begin_, 10s);
  EXPECT_EQ(pacing_.start_of(vault_, begin_ + 10s), begin_ + 10s);
  pacing_.ended(vault_, begin_ + 20s);
  EXPECT_EQ(save(begin_ + 20s, 10ms), begin_ + 20s);
}

}  // namespace
}  // namespace secondbrain::index
