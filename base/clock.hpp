// Time as something that is handed in: wall clock, steady clock and sleep, real or set by a test.
//
// `real_clock()` is the machine's; `manual_clock` stands still until it is moved, also by whoever sleeps. Thread-safe,
// never fails.
#pragma once

#include <chrono>
#include <mutex>

namespace secondbrain {

using wall_time = std::chrono::system_clock::time_point;
using steady_time = std::chrono::steady_clock::time_point;

class clock {
 public:
  virtual ~clock() = default;
  virtual wall_time now() const = 0;       // may jump: for timestamps and calendar days
  virtual steady_time steady() const = 0;  // never goes back: for durations and deadlines
  virtual void sleep(std::chrono::steady_clock::duration time) const = 0;
};

/// The machine's clocks; lives as long as the process.
const clock& real_clock();

/// Moves only by `advance`, `set` and `sleep`, which comes back at once.
class manual_clock final : public clock {
 public:
  explicit manual_clock(wall_time start = wall_time{}) : now_{start} {}

  wall_time now() const override {
    std::lock_guard lock{mutex_};
    return now_;
  }

  steady_time steady() const override {
    std::lock_guard lock{mutex_};
    return steady_;
  }

  void sleep(std::chrono::steady_clock::duration time) const override { move(time); }

  void advance(std::chrono::steady_clock::duration by) { move(by); }

  /// Sets the wall clock, as a user or a time server does; the steady clock does not notice.
  void set(wall_time to) {
    std::lock_guard lock{mutex_};
    now_ = to;
  }

 private:
  void move(std::chrono::steady_clock::duration by) const {
    std::lock_guard lock{mutex_};
    now_ += std::chrono::duration_cast<wall_time::duration>(by);
    steady_ += by;
  }

  mutable std::mutex mutex_;
  mutable wall_time now_;
  mutable steady_time steady_{};
};

}  // namespace secondbrain
