// Folders of the settings that must not lie in one another, and where copies of the backups go.
//
// Pure but for links, which are followed. Any thread.
#pragma once

#include <string>
#include <vector>

#include "ops/config/config.hpp"

namespace secondbrain::ops {

/// What nobody starts with: sentences that say what to do.
std::vector<std::string> contradictions_of_places(const config& values);

/// What works and is unwise.
std::vector<std::string> warnings_of_places(const config& values);

}  // namespace secondbrain::ops
