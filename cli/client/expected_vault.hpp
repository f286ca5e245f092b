// The vault and the data directory that a command is meant for, as far as the settings name them.
//
// Purpose: at the configured port may be a server of another vault. Nothing is named by default, so that a server which
// was started for a try is used without any setting. Plain values; pure functions.
#pragma once

#include <string>

#include "ops/config/config_load.hpp"

namespace secondbrain::cli {

struct expected_vault {
  std::string vault;  // empty: whichever is served
  std::string data;   // likewise
};

/// What somebody has set.
expected_vault expected_by(const ops::loaded_config& loaded);

/// How what the server at `address` has differs from what is meant.
std::string difference(const expected_vault& expected, const expected_vault& served, const std::string& address);

/// What to do about it.
std::string remedy(const expected_vault& expected, const expected_vault& served);

}  // namespace secondbrain::cli
