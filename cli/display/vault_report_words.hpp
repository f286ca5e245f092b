// What was found in a vault, as lines for a terminal.
#pragma once

#include "cli/display/context.hpp"
#include "messages/vault_report.hpp"

namespace secondbrain::cli {

void print_found(const vault_report& found, context& ctx);

}  // namespace secondbrain::cli
