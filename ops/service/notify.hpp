// Tells systemd how the service is, over the socket it names in the environment (sd_notify(3), without its library).
//
// Where no service manager listens, nothing happens. Thread-safe: one datagram a call.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "ops/config/config_places.hpp"

namespace secondbrain::ops {

class service_notifier {
 public:
  /// Reads NOTIFY_SOCKET.
  explicit service_notifier(const variables& environment);

  status ready() const;                            // READY=1: start-up is over
  status stopping() const;                         // STOPPING=1
  status watchdog() const;                         // WATCHDOG=1: still well
  status notify(std::string_view sentence) const;  // STATUS=…, shown by `systemctl status`

 private:
  status send(const std::string& message) const;

  std::string socket_;  // a path, or '@' and an abstract name; empty: nobody listens
};

}  // namespace secondbrain::ops
