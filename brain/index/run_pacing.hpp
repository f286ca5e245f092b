// When the next run may start. One that was ordered for what was just saved starts at once, unless another such run has
// only just ended: then it waits for twice as long as that one took, and gathers what comes meanwhile. So a burst of
// saves takes a third of the time at most, and a single save none.
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
  static constexpr int short_burst = 100;  // runs of a burst; then they keep the longest distance

  /// Not before it is due; whoever takes stock does not wait.
  steady_time start_of(const index_order& order, steady_time now) {
    if (order.extent == index_extent::vault) return now;
    if (now < next_start_) {
      is_waiting_ = true;
      return next_start_;
    }
    runs_in_a_row_ = std::exchange(is_waiting_, false) ? runs_in_a_row_ + 1 : 0;
    started_ = now;
    return now;
  }

  void ended(const index_order& order, steady_time now) {
    if (order.extent == index_extent::vault) return;
    const steady_time::duration pause = runs_in_a_row_ < short_burst ? 2 * (now - started_) : longest_pause;
    next_start_ = now + std::min<steady_time::duration>(pause, longest_pause);
  }

 private:
  steady_time next_start_{};
  steady_time started_{};
  bool is_waiting_ = false;
  int runs_in_a_row_ = 0;
};

}  // namespace secondbrain::index
