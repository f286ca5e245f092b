// What the configuration would be if the .env file said something else: so that a change is judged before it is
// written.
//
// Any thread; nothing is written.
#pragma once

#include <string>

#include "base/error.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::ops {

/// Fails as `load_config` does.
result<loaded_config> load_config_as_if(const variables& environment, const std::string& env_text);

}  // namespace secondbrain::ops
