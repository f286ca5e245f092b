// Gives signs of life to a service elsewhere, which raises the alarm when they stop. When one is due, the rules of the
// alarms say (alarm_actor.hpp).
//
// Own thread, so that a receiver that hangs holds up nobody.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "actors/delivery_actor.hpp"
#include "actors/service_actor.hpp"
#include "channels/channel.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

/// One call, over by its deadline.
using ping_call =
    std::function<channels::delivery(life_sign sign, const std::string& text, const net::call_limits& limits)>;

struct ping_parts {
  ping_call call;
  std::chrono::milliseconds longest_call{15'000};
  stop_flag stopping = std::make_shared<std::atomic<bool>>(false);
};

class ping_actor final : public service_actor<ping_actor, ping_api> {
 public:
  ping_actor(caf::actor_config& config, child_context context, const front_ptr& front, ping_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<delivery_attempt> handle(const send_life_sign& request) {
    const net::call_limits limits{std::chrono::steady_clock::now() + parts_.longest_call,
                                  [stopping = parts_.stopping] { return stopping->load(); }};
    const auto made = parts_.call(request.sign, request.text, limits);
    delivery_attempt attempt;
    if (!made.ended) attempt.trouble = made.ended.error();
    return attempt;
  }

 private:
  ping_parts parts_;
};

}  // namespace secondbrain::actors
