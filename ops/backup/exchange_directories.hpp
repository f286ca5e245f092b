// Gives two directories each other's name, in one step where the system can (Linux, macOS).
//
// Where the file system cannot, three renames do it, and a failure among them is taken back; after a kill among them
// what lay in `a` may be found under its name with the suffix below. Any thread.
#pragma once

#include <filesystem>

#include "base/error.hpp"

namespace secondbrain::ops {

inline constexpr auto exchanging_suffix = ".exchanging";

status exchange_directories(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace secondbrain::ops
