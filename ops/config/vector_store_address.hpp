// Where vectors are kept: which addresses of servers are accepted, and what of one must not be shown. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::ops {

/// Nothing set, or `local`: in files of this machine.
bool is_local_vector_store(std::string_view address);

/// invalid_argument, with a sentence that does not repeat it, for what is no address of a server that is known.
status check_vector_store(std::string_view address);

/// The passwords that stand in it, as they are written there and as they are meant.
std::vector<std::string> passwords_in_vector_store(std::string_view address);

}  // namespace secondbrain::ops
