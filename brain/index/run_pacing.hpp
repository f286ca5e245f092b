// When the next run may start. One that was ordered for what was just saved starts at once, unless another such run has
// only just ended: then it gathers what comes until the saves pause for a moment, and for twice as long as that run
// took at most. Saves that go on after a few runs are not waited for to pause any more: they take a third of the time
// at most. A single save waits for nothing.
//
// Pure: time comes in with every call. Owned by the thread that indexes; cannot fail.
#pragma once

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/clock.hpp"
#include "brain/index/index_order.hpp"

namespace secondbrain::index {

class run_pacing {
 public:
  static constexpr std::chrono::milliseconds longest_pause{2'000};
  static constexpr std::chrono::milliseconds moment{100};
  static constexpr int eager_runs = 3;     // of a burst, which start when nothing was saved for a moment
  static constexpr int short_burst = 100;  // runs of a burst; then they keep the longest distance

  /// Something was saved.
  void ordered(steady_time now) { last_order_ = now; }

  /// Not before it is due; whoever takes stock does not wait.
  steady_time start_of(const index_order& order, steady_time now) {
    if (order.extent == index_extent::vault) return now;
    const bool is_eager = runs_in_a_row_ < eager_runs;
    const auto start = is_eager ? std::min<steady_time>(next_start_, last_order_ + moment) : next_start_;
    const bool follows = now < next_start_;
    if (now < start) {
      is_waiting_ = true;
      return start;
    }
    runs_in_a_row_ = std::exchange(is_waiting_, false) || follows ? runs_in_a_row_ + 1 : 0;
    started_ = now;
    return now;
  }

  void ended(const index_order& order, steady_time now) {
    if (order.extent == index_extent::vault) return;
    const steady_time::duration pause = runs_in_a_row_ < short_burst ? 2 * (now - started_) : longest_pause;
    next_start_ = now + std::min<steady_time::duration>(pause, longest_pause);
  }

 private:
  steady_time last_order_{};
  steady_time next_start_{};  // when it need not wait for a pause
  steady_time started_{};
  bool is_waiting_ = false;
  int runs_in_a_row_ = 0;
};

}  // namespace secondbrain::index
