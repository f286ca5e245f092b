// Random identifiers (RFC 4122, version 4), as text in lower case.
//
// Any thread. Fails with internal when the system has no randomness to give.
#pragma once

#include <string>

#include "base/error.hpp"

namespace secondbrain {

result<std::string> random_uuid();

}  // namespace secondbrain
