// Turns errno into an `error`: the operating system's words behind what was being done.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>

#include "messages/result.hpp"

namespace secondbrain::ops {

/// `doing` names the action and the file: "cannot create /data/api.log".
tl::unexpected<error> fail_with(std::error_code cause, const std::string& doing);

/// As above, with the current errno.
tl::unexpected<error> fail_with_errno(const std::string& doing);

}  // namespace secondbrain::ops
