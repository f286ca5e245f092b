// The entries of a directory, all at once and without exceptions. Any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "messages/result.hpp"

namespace secondbrain::ops {

/// Full paths, sorted. errc::not_found when there is no such directory.
result<std::vector<std::filesystem::path>> list_directory(const std::filesystem::path& directory);

}  // namespace secondbrain::ops
