// The entries of a directory, all at once and without exceptions. Any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.hpp"

namespace secondbrain {

/// Full paths, sorted. errc::not_found when there is no such directory.
result<std::vector<std::filesystem::path>> list_directory(const std::filesystem::path& directory);

}  // namespace secondbrain
