// Where the .env file is looked for. A pure function of the environment handed in.
#pragma once

#include <filesystem>

#include "ops/config/config_places.hpp"

namespace secondbrain::ops {

/// $SECONDBRAIN_ENV_FILE, else `.env` in the user's configuration directory; need not exist.
std::filesystem::path env_file_of(const variables& environment);

}  // namespace secondbrain::ops
