// How long a call over the network may take, and who may end it early.
//
// A plain value; `cancelled` is called on the thread that makes the call.
#pragma once

#include <chrono>
#include <functional>

#include "base/clock.hpp"

namespace secondbrain::net {

struct call_limits {
  std::chrono::steady_clock::time_point deadline;
  std::function<bool()> cancelled{};  // looked at every few milliseconds; empty: never

  /// A host that has not told anything by then is given up, so that another can be asked in time.
  std::chrono::steady_clock::time_point first_text_by = std::chrono::steady_clock::time_point::max();

  const clock* time = &real_clock();  // by whose steady clock these times pass; outlives the call
};

}  // namespace secondbrain::net
