// Signs of life for a service elsewhere, which raises the alarm when they stop coming: Healthchecks and what speaks
// like it (start, success, fail), or a push monitor of Uptime Kuma.
//
// Not a channel: it says how the service is, not what happened. Blocks; thread-safe. No sentence contains the address.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "channels/channel.hpp"
#include "channels/http_delivery.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::channels {

enum class life_sign : std::uint8_t {
  start,    // work begins; success or failure follows
  success,  // all is well
  failure,  // it is not
};

class dead_man_ping {
 public:
  /// `https://hc-ping.com/uuid`, or `https://kuma.example.com/api/push/token`. errc::invalid_argument.
  static result<std::unique_ptr<dead_man_ping>> create(std::string_view address, ops::ping_shape shape);

  /// `text` says how it is, for the people there. `took`: how long what is reported has taken. A start is nothing to
  /// Uptime Kuma, and nothing is sent.
  delivery send(life_sign sign, std::string_view text, const net::call_limits& limits,
                std::optional<std::chrono::milliseconds> took = std::nullopt);

 private:
  dead_man_ping(net::url target, bool is_uptime_kuma);

  net::http_call to_healthchecks(life_sign sign, std::string_view text) const;
  net::http_call to_uptime_kuma(life_sign sign, std::string_view text,
                                std::optional<std::chrono::milliseconds> took) const;

  net::url target_;
  bool is_uptime_kuma_;
  web_receiver receiver_;
  net::http_client network_;
};

}  // namespace secondbrain::channels
