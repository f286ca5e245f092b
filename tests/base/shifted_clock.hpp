// A clock under which waiting costs nothing, and in each of whose pauses somebody else may do something.
#pragma once

#include <atomic>
#include <functional>

#include "base/clock.hpp"

namespace secondbrain {

/// The machine's, which also dates the files, shifted by all that was slept. Thread-safe apart from `on_sleep`.
class shifted_clock final : public clock {
 public:
  using duration = std::chrono::steady_clock::duration;

  wall_time now() const override {
    return real_clock().now() + std::chrono::duration_cast<wall_time::duration>(wall_shift_.load());
  }
  steady_time steady() const override { return real_clock().steady() + steady_shift_.load(); }
  void sleep(duration time) const override {
    advance(time);
    if (on_sleep) on_sleep();
  }

  void advance(duration by) const {
    wall_shift_ = wall_shift_.load() + by;
    steady_shift_ = steady_shift_.load() + by;
  }
  /// Puts the wall clock right again: what is written now is new.
  void correct_wall() { wall_shift_ = duration{}; }

  std::function<void()> on_sleep;

 private:
  mutable std::atomic<duration> wall_shift_{duration{}};
  mutable std::atomic<duration> steady_shift_{duration{}};
};

}  // namespace secondbrain
