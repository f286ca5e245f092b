// When a failed child is started again: the arithmetic of restarts, without actors and without a clock of its own.
//
// Model: OTP's supervisor (restart intensity), suture (decaying back-off with jitter). One owner; not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>

#include "messages/work_item.hpp"

namespace secondbrain::actors {

enum class restart_type : std::uint8_t {
  permanent,  // always started again
  transient,  // started again when it failed, not when it ended by itself
  temporary,  // never started again
};

/// More than `max_restarts` within `window`: the supervisor gives up.
struct restart_intensity {
  int max_restarts = 10;
  std::chrono::milliseconds window{60'000};
};

/// Remembers the restarts of the last window.
class restart_window {
 public:
  explicit restart_window(restart_intensity limit) : limit_{limit} {}

  /// Counts a restart at `now`. False: that was one too many.
  bool admit(steady_instant now) {
    while (!times_.empty() && now - times_.front() > limit_.window) times_.pop_front();
    times_.push_back(now);
    return times_.size() <= static_cast<std::size_t>(limit_.max_restarts);
  }

  const restart_intensity& limit() const noexcept { return limit_; }

 private:
  restart_intensity limit_;
  std::deque<steady_instant> times_;
};

struct backoff_policy {
  std::chrono::milliseconds base{50};
  std::chrono::milliseconds cap{30'000};
  std::chrono::milliseconds quiet{500};  // up for this long: the next failure counts as the first
};

/// How long to wait before the next start: nothing after a quiet period, then `base` doubling up to `cap`, each with
/// jitter (the drawn delay lies between half and the whole of the nominal one).
class backoff {
 public:
  /// `draw` returns a number in [0, 1).
  backoff(backoff_policy policy, std::function<double()> draw) : policy_{policy}, draw_{std::move(draw)} {}

  /// The delay after a failure at `now` of a child that was started at `started`.
  std::chrono::milliseconds next(steady_instant started, steady_instant now) {
    if (now - started >= policy_.quiet) failures_ = 0;
    if (failures_++ == 0) return std::chrono::milliseconds{0};
    auto nominal = policy_.base;
    for (int i = 2; i < failures_ && nominal < policy_.cap; ++i) nominal *= 2;
    nominal = std::min(nominal, policy_.cap);
    return std::chrono::milliseconds{
        static_cast<std::int64_t>(static_cast<double>(nominal.count()) * (1 + draw_()) / 2)};
  }

 private:
  backoff_policy policy_;
  std::function<double()> draw_;
  int failures_ = 0;
};

}  // namespace secondbrain::actors
