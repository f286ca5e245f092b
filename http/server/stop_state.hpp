// How far a stop of the server has come, for those who serve a connection meanwhile.
//
// Any thread.
#pragma once

#include <atomic>

namespace secondbrain::http {

struct stop_state {
  std::atomic<bool> begun{false};    // streams and idle connections end, requests under way may finish
  std::atomic<bool> overdue{false};  // what is still waited for is given up
};

}  // namespace secondbrain::http
