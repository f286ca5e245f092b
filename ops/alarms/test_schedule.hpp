// When the next test of the channels is due.
//
// The interval passes by the steady clock, so that setting the wall clock sends no test; across a restart it is
// measured by the wall clock, of which a time that lies ahead is not believed. Owned by one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/clock.hpp"

namespace secondbrain::ops {

class test_schedule {
 public:
  /// `last`: when one was sent, in seconds since 1970; 0: never. An interval of 0: none is sent by itself.
  test_schedule(std::chrono::hours interval, std::int64_t last, const clock& time);

  bool is_due() const;
  void sent() { last_ = time_.steady(); }

  /// Seconds since 1970; nothing: none is scheduled.
  std::optional<std::int64_t> next_at() const;

 private:
  std::chrono::seconds left() const;

  std::chrono::hours interval_;
  const clock& time_;
  std::optional<steady_time> last_;
};

}  // namespace secondbrain::ops
