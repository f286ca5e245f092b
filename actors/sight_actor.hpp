// Looks at the service for the alarms. A look may hang for as long as a disk does that health depends on: that is this
// part's only task, so that nobody else waits with it, and whoever asked notices that no answer comes.
//
// Own thread.
#pragma once

#include <functional>
#include <utility>

#include "actors/service_actor.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

using service_look = std::function<service_sight()>;

class sight_actor final : public service_actor<sight_actor, sight_api> {
 public:
  sight_actor(caf::actor_config& config, child_context context, const front_ptr& front, service_look look)
      : service_actor{config, std::move(context), front}, look_{std::move(look)} {}

  result<service_sight> handle(const look_at_service&) { return look_(); }

 private:
  service_look look_;
};

}  // namespace secondbrain::actors
