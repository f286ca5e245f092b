// The channels of a configuration.
//
// Called once at start, on one thread. Nothing is sent.
#pragma once

#include <memory>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "channels/channel.hpp"
#include "channels/dead_man_ping.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::channels {

struct ways_out {
  std::vector<std::unique_ptr<channel>> channels;  // may be none
  std::unique_ptr<dead_man_ping> ping;             // null: none is configured
  std::vector<std::string> warnings;               // sentences about what may not work
};

/// errc::invalid_argument names every setting that is wrong, one a line, and no secret. The clock outlives what is
/// made.
result<ways_out> make_channels(const ops::config& values, const clock& time = real_clock());

}  // namespace secondbrain::channels
