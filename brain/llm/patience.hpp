// How long one call waits for a socket: until its deadline, and only while nobody has cancelled it.
//
// Belongs to the thread that makes the call.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/error.hpp"
#include "brain/llm/chat.hpp"

namespace secondbrain::llm {

class patience {
 public:
  using clock = std::chrono::steady_clock;

  explicit patience(const call_limits& limits) : limits_{limits} {}

  /// The first text has come: from now on only the deadline of the whole call counts.
  void text_came() noexcept { text_came_ = true; }

  clock::time_point deadline() const noexcept;
  clock::duration left() const noexcept { return deadline() - clock::now(); }

  /// Until the socket is ready for `events` (of poll). errc::timeout at the deadline or at `latest`, errc::cancelled.
  status wait(int socket, short events, clock::time_point latest = clock::time_point::max()) const;

  /// Fails like `wait`, unless the time is over first.
  status sleep(clock::duration time) const;

  /// For waiting in small pieces on something that is no socket: fails when it has been long enough.
  status go_on() const;

  /// A piece of waiting: short enough to notice a cancellation.
  static constexpr std::chrono::milliseconds slice{100};

 private:
  const call_limits& limits_;
  bool text_came_ = false;
};

}  // namespace secondbrain::llm
