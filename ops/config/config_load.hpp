// Reads the configuration: command line over process environment over the .env file over the defaults.
//
// The .env file is $SECONDBRAIN_ENV_FILE, else `.env` in the user's configuration directory (config_places.hpp); the
// working directory never matters. `~` is expanded, relative paths stand beside the .env file, empty means unset. A
// secret may stand in a file that NAME_FILE names (secret_file.hpp).
// Every problem is found at once and reported in one error that names variable, value and what is allowed.
// Called once at start, on one thread; afterwards the values are constant.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "ops/config/config.hpp"
#include "ops/config/config_places.hpp"

namespace secondbrain::ops {

/// One setting, ready to be shown: secrets are masked.
struct explained_setting {
  std::string name;    // SECONDBRAIN_PORT
  std::string value;   // "****" for a secret that is set, empty when unset
  std::string source;  // "default", "environment", "command line", or the path of the .env file or of the secret's own
};

struct loaded_config {
  config values;
  std::filesystem::path env_file;            // where it was looked for; need not exist
  std::vector<explained_setting> explained;  // in the order of the table
  std::vector<std::string> warnings;         // unknown SECONDBRAIN_* names, with a guess at what was meant
};

/// errc::invalid_argument lists all problems, one a line; errc::io_failure when the .env file is there but unreadable.
result<loaded_config> load_config(const variables& environment, const variables& command_line = {});

/// Whether somebody has set the variable, be it to its default.
bool was_set(const loaded_config& loaded, std::string_view name);

/// The environment of this process.
variables process_environment();

/// The values that must never appear in a log: those of all secrets that are set.
std::vector<std::string> secrets_of(const config& values);

}  // namespace secondbrain::ops
