// Wrong tokens, told to the log without letting whoever sends them fill it.
//
// The first is told at once, later ones gathered into a line a minute. Thread-safe; never fails.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "ops/log/logger.hpp"

namespace secondbrain::http {

class token_guesses {
 public:
  token_guesses();

  /// Somebody at this address has sent a wrong one.
  void note(std::string_view client);

 private:
  ops::logger log_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point next_line_;  // not before; guarded by mutex_
  std::uint64_t untold_ = 0;                         // guarded by mutex_
};

}  // namespace secondbrain::http
