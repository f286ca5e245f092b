// Limits of calls as tests set them.
#pragma once

#include <chrono>

#include "net/call_limits.hpp"

namespace secondbrain::net {

inline call_limits limits_of(std::chrono::milliseconds time) {
  return {std::chrono::steady_clock::now() + time};
}

/// Longer than any test takes.
inline call_limits generous_limits() {
  return limits_of(std::chrono::seconds{20});
}

}  // namespace secondbrain::net
