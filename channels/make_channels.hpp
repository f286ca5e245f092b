// The channels of a configuration.
//
// Called once at start, on one thread. Nothing is sent.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
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

/// `incomplete`: nothing that is set is wrong, and something more is needed.
enum class setup_fault : std::uint8_t { wrong, incomplete };

struct setup_problem {
  setup_fault fault = setup_fault::wrong;
  std::string sentence;  // begins with the setting; without a full stop and without a secret
};

/// What keeps the channels from being made; empty: nothing.
std::vector<setup_problem> problems_with_channels(const ops::config& values);

/// errc::invalid_argument names every setting that is wrong, one a line, and no secret. The clock outlives what is
/// made.
result<ways_out> make_channels(const ops::config& values, const clock& time = real_clock());

}  // namespace secondbrain::channels
