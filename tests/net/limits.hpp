// Limits of calls as tests set them.
#pragma once

#include <chrono>
#include <functional>
#include <utility>

#include "net/call_limits.hpp"

namespace secondbrain::net {

inline call_limits limits_of(std::chrono::milliseconds time) {
  return {std::chrono::steady_clock::now() + time};
}

/// Longer than any test takes.
inline call_limits generous_limits() {
  return limits_of(std::chrono::minutes{1});
}

/// Their deadline passes as soon as something holds, however long that takes on this machine, and not before. It is
/// looked at on the thread that makes the call, every few milliseconds.
class limits_over_when {
 public:
  explicit limits_over_when(std::function<bool()> holds) : holds_{std::move(holds)} {
    limits_.deadline = time_.steady() + std::chrono::minutes{1};
    limits_.time = &time_;
    limits_.cancelled = [this] {
      if (holds_()) time_.advance(std::chrono::hours{1});
      return false;
    };
  }
  limits_over_when(const limits_over_when&) = delete;
  limits_over_when& operator=(const limits_over_when&) = delete;

  operator const call_limits&() const noexcept { return limits_; }

 private:
  std::function<bool()> holds_;
  manual_clock time_;
  call_limits limits_{};
};

}  // namespace secondbrain::net
