// Hands a notice to a program of this machine, and tells what became of it.
//
// Blocks; thread-safe.
#pragma once

#include <string>

#include "base/program.hpp"
#include "channels/channel.hpp"

namespace secondbrain::channels {

/// `install` says what to do when the program is not there.
delivery deliver(const program_call& call, const std::string& install, const net::call_limits& limits);

}  // namespace secondbrain::channels
