// The wall clock that a store asks: the machine's, or one that a test sets.
//
// Any thread; never fails.
#pragma once

#include <chrono>
#include <functional>

namespace secondbrain::stores {

using clock = std::function<std::chrono::system_clock::time_point()>;

inline clock system_clock() {
  return [] { return std::chrono::system_clock::now(); };
}

}  // namespace secondbrain::stores
