// How the owner is told, as the configuration has it.
//
// Made once, before the service starts, so that a setting that makes no sense is told to the person at the terminal.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/ping_actor.hpp"
#include "base/error.hpp"
#include "channels/channel.hpp"
#include "messages/alarm_records.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

struct alarm_ways {
  std::vector<std::shared_ptr<channels::channel>> channels;  // may be none
  actors::ping_call ping;                                    // empty: no service elsewhere waits for signs of life
  std::string briefing_channel;                              // empty: no briefing is sent
  std::vector<std::string> warnings;                         // sentences about what may not work
  /// What the alarms remember and could not write; of this process, across a restore while it runs.
  std::shared_ptr<std::optional<alarm_records>> unwritten = std::make_shared<std::optional<alarm_records>>();
};

/// errc::invalid_argument: a setting of a channel is wrong, or the briefing is to go through one that is not set up.
/// `serve` refuses to start then, and whatever shows or changes the configuration says so before.
result<alarm_ways> set_up_channels(const ops::config& settings);

}  // namespace secondbrain::cli
