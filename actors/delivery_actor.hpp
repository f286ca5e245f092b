// Sends through one channel, one notice at a time; how it ended is the answer. What is tried again, and when, is the
// queue's matter (alarm_actor.hpp).
//
// Own thread, one for each channel, so that one that hangs holds up no other. When the service stops, a call under way
// gets a few seconds to end, so that what was sent is known to be.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "actors/service_actor.hpp"
#include "channels/channel.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

/// That the service is about to stop: set once, before its parts are told.
using stop_flag = std::shared_ptr<std::atomic<bool>>;

struct delivery_parts {
  std::shared_ptr<channels::channel> through;
  std::chrono::milliseconds longest_call{20'000};
  std::chrono::milliseconds longest_goodbye{5'000};
  stop_flag stopping = std::make_shared<std::atomic<bool>>(false);
};

class delivery_actor final : public service_actor<delivery_actor, delivery_api> {
 public:
  delivery_actor(caf::actor_config& config, child_context context, const front_ptr& front, delivery_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<delivery_attempt> handle(const deliver_notice& request) {
    using clock = std::chrono::steady_clock;
    const net::call_limits limits{clock::now() + parts_.longest_call,
                                  [this, noticed = std::optional<clock::time_point>{}]() mutable {
                                    if (!*parts_.stopping) return false;
                                    if (!noticed) noticed = clock::now();
                                    return clock::now() - *noticed >= parts_.longest_goodbye;
                                  }};
    auto made = parts_.through->send(request.told, limits);
    delivery_attempt attempt;
    attempt.pause = made.pause;
    if (made.ended) return attempt;
    attempt.trouble = made.ended.error();
    attempt.may_have_arrived = made.may_have_arrived;
    attempt.needs_owner = !channels::may_work_later(attempt.trouble->code);
    return attempt;
  }

 private:
  delivery_parts parts_;
};

}  // namespace secondbrain::actors
