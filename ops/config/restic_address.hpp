// The address of a repository of restic: which kinds are accepted, and what of it a person may see. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain::ops {

/// invalid_argument, with a sentence, for anything but an absolute path and `sftp:`, `s3:` and `rest:` addresses.
status check_restic_address(std::string_view address);

/// Without the password that may stand in it: "rest:https://ada:***@host/".
std::string shown_restic_address(std::string_view address);

}  // namespace secondbrain::ops
