// How the owner is told, as the configuration has it.
//
// Made once, before the service starts, so that a setting that makes no sense is told to the person at the terminal.
#pragma once

#include <memory>
#include <vector>

#include "actors/ping_actor.hpp"
#include "base/error.hpp"
#include "channels/channel.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

struct alarm_ways {
  std::vector<std::shared_ptr<channels::channel>> channels;  // may be none
  actors::ping_call ping;                                    // empty: no service elsewhere waits for signs of life
};

/// errc::invalid_argument: a setting of a channel is wrong, or the briefing is to go through one that is not set up.
result<alarm_ways> set_up_channels(const ops::config& settings);

}  // namespace secondbrain::cli
