// Turns a command line into one command that runs.
//
// Never throws: a command line that makes no sense is explained on stderr, with exit_code::usage.
#pragma once

#include <span>

#include "cli/display/context.hpp"

namespace secondbrain::cli {

int run_command_line(std::span<const add_command> commands, int argc, const char* const* argv, context& ctx);

}  // namespace secondbrain::cli
