// Until when a call may go on: its deadline, and only while nobody has cancelled it.
//
// Belongs to the thread that makes the call, and must not outlive the limits it was made of.
#pragma once

#include <chrono>

#include "base/error.hpp"
#include "net/call_limits.hpp"

namespace secondbrain::net {

class call_deadline {
 public:
  using clock = std::chrono::steady_clock;

  /// How long to wait at once, so that a cancellation is noticed while somebody stands by.
  static constexpr std::chrono::milliseconds slice{10};

  explicit call_deadline(const call_limits& limits) : limits_{limits} {}

  /// The first text has come: from now on only the deadline of the whole call counts.
  void text_came() noexcept { text_came_ = true; }

  clock::time_point at() const noexcept;
  clock::duration left() const { return at() - limits_.time->steady(); }

  /// errc::cancelled, or errc::timeout once the deadline has passed.
  status check() const;

  /// Fails like `check`, unless the time is over first.
  status sleep(clock::duration time) const;

 private:
  const call_limits& limits_;
  bool text_came_ = false;
};

}  // namespace secondbrain::net
