// When the next run may start. One that was ordered for what was just saved starts at once, unless another such run has
// only just ended: then it gathers what comes until the saves pause for a moment, and for twice as long as that run
// took at most, or for a second where many notes are saved: whoever copies a folder is about to be done, and two of
// them who share a disk are slower than one after the other. Saves that go on after a few runs are not waited for to
// pause any more: they take a third of the time at most. A single save waits for nothing.
//
// Pure: time comes in with every call. Owned by the thread that indexes; cannot fail.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

#include "base/clock.hpp"
#include "brain/index/index_order.hpp"

namespace secondbrain::index {

class run_pacing {
 public:
  static constexpr std::chrono::milliseconds longest_pause{2'000};
  static constexpr std::chrono::milliseconds moment{100};
  static constexpr std::chrono::milliseconds patience_with_many{1'000};
  static constexpr std::size_t many = 50;  // notes, since the last run began
  static constexpr int eager_runs = 3;     // of a burst, which start when nothing was saved for a moment
  static constexpr int short_burst = 100;  // runs of a burst; then they keep the longest distance

  /// So many notes were saved.
  void ordered(steady_time now, std::size_t notes) {
    last_order_ = now;
    saved_ += notes;
  }

  /// Not before it is due; whoever takes stock does not wait.
  steady_time start_of(const index_order& order, steady_time now) {
    if (order.extent == index_extent::vault) return now;
    const bool is_eager = runs_in_a_row_ < eager_runs;
    const auto next =
        is_eager && saved_ >= many ? std::max<steady_time>(next_start_, ended_ + patience_with_many) : next_start_;
    const auto start = is_eager ? std::min<steady_time>(next, last_order_ + moment) : next;
    const bool follows = now < next;
    if (now < start) {
      is_waiting_ = true;
      return start;
    }
    runs_in_a_row_ = std::exchange(is_waiting_, false) || follows ? runs_in_a_row_ + 1 : 0;
    started_ = now;
    saved_ = 0;
    return now;
  }

  void ended(const index_order& order, steady_time now) {
    if (order.extent == index_extent::vault) return;
    const steady_time::duration pause = runs_in_a_row_ < short_burst ? 2 * (now - started_) : longest_pause;
    ended_ = now;
    next_start_ = now + std::min<steady_time::duration>(pause, longest_pause);
  }

 private:
  steady_time last_order_{};
  steady_time next_start_{};  // when it need not wait for a pause
  steady_time started_{};
  steady_time ended_{};
  std::size_t saved_ = 0;  // since the last run began
  bool is_waiting_ = false;
  int runs_in_a_row_ = 0;
};

}  // namespace secondbrain::index
