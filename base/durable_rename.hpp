// Gives a file or directory another name in a way that outlives a loss of power. Any thread.
#pragma once

#include <filesystem>

#include "base/error.hpp"

namespace secondbrain {

/// Takes the place of what bears that name, where it may. What is inside must be durable before.
status rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace secondbrain
