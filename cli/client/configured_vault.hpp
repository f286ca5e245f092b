// The vault that a command works on by itself.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::cli {

/// The configuration of this environment, with another vault when one is named on the command line.
result<ops::loaded_config> configuration_for(const ops::variables& environment, const std::string& other_vault);

/// errc::vault_missing when none is configured or it is not a directory.
result<std::filesystem::path> vault_of(const ops::config& settings);

}  // namespace secondbrain::cli
