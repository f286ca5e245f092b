// A way to tell the owner something outside of the page: ntfy, a webhook, e-mail, a desktop notification, a command.
//
// An implementation blocks for as long as its limits allow, keeps no state between two notices and may be called from
// any thread, one call at a time. No sentence that it returns contains a secret: no topic, no token, no address of a
// webhook, no password.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "messages/notice.hpp"
#include "net/call_limits.hpp"

namespace secondbrain::channels {

/// What became of one attempt.
struct delivery {
  status ended{};                               // the error names the channel and says what to do
  std::optional<std::chrono::seconds> pause{};  // the receiver wants no further attempt before that
  bool may_have_arrived = false;                // of what failed: it was sent as a whole, and no answer came
};

class channel {
 public:
  virtual ~channel() = default;

  /// ntfy, webhook, email, desktop, command: as settings, log lines and metrics have it.
  virtual const std::string& name() const = 0;

  /// Tries once, and is over by the deadline. Whether another attempt can help says `may_work_later`.
  virtual delivery send(const notice& one, const net::call_limits& limits) = 0;
};

/// False: the receiver refuses such a notice, or a setting is wrong; until somebody changes that, each attempt ends
/// alike. True: it hangs, is down, is busy, has a problem of its own, or the attempt was cut short.
constexpr bool may_work_later(errc failure) {
  switch (failure) {
    case errc::unavailable:
    case errc::timeout:
    case errc::busy:
    case errc::cancelled:
    case errc::io_failure:
    case errc::disk_full: return true;
    default: return false;
  }
}

}  // namespace secondbrain::channels
