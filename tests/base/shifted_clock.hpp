// A clock under which waiting costs nothing, and in each of whose pauses somebody else may do something.
#pragma once

#include <functional>
#include <optional>

#include "base/clock.hpp"

namespace secondbrain {

/// Its wall clock is the machine's, which also dates the files, shifted by all that was slept; or it stands where a
/// test wants it, so that what was just written is new however slow the machine is. Its steady clock moves by sleeping
/// only. Used by one thread.
class shifted_clock final : public clock {
 public:
  using duration = std::chrono::steady_clock::duration;

  wall_time now() const override {
    return standing_.value_or(real_clock().now()) + std::chrono::duration_cast<wall_time::duration>(wall_shift_);
  }
  steady_time steady() const override { return steady_; }
  void sleep(duration time) const override {
    advance(time);
    if (on_sleep) on_sleep();
  }

  void advance(duration by) const {
    wall_shift_ += by;
    steady_ += by;
  }
  /// The wall clock shows that time, and from now on moves by sleeping only.
  void stand_at(wall_time then) {
    standing_ = then;
    wall_shift_ = duration{};
  }

  std::function<void()> on_sleep;

 private:
  std::optional<wall_time> standing_;
  mutable duration wall_shift_{};
  mutable steady_time steady_{};
};

}  // namespace secondbrain
