// Hands a notice to a program of this machine, and tells what became of it.
//
// Blocks; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/program.hpp"
#include "channels/channel.hpp"

namespace secondbrain::channels {

/// `install` says what to do when the program is not there. What it complains of is quoted without these secrets, and
/// without what looks like others.
delivery deliver(const program_call& call, const std::string& install, const net::call_limits& limits,
                 const std::vector<std::string>& secrets = {});

}  // namespace secondbrain::channels
