// Notices that the wall clock was set, by comparing it with one that never goes back and counts sleep.
//
// Owned by one thread. Also across a restart: as long as the machine is not started anew, its steady clock goes on, and
// what was trusted is held against it; otherwise a clock that stands before the moment it was last seen at went back.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.hpp"

namespace secondbrain::ops {

class clock_watch {
 public:
  /// `last_seen`: when this data directory was last looked after, in seconds since 1970; 0: never. `trusted`: what
  /// `trusted()` was before a restart, as long as the machine has been up since.
  clock_watch(const clock& time, std::int64_t last_seen, std::optional<std::chrono::seconds> trusted = {});

  /// A sentence while the time that the clock shows is in doubt; after an hour it counts as right.
  std::optional<std::string> look();

  /// How far the wall clock is from the steady one when it shows the right time.
  std::chrono::seconds trusted() const { return std::chrono::round<std::chrono::seconds>(trusted_); }

 private:
  using offset = std::chrono::nanoseconds;

  offset now() const;

  const clock& time_;
  offset trusted_;  // of the wall clock to the steady one
  offset doubted_{};
  std::optional<steady_time> in_doubt_since_;
};

}  // namespace secondbrain::ops
