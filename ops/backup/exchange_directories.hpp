// Gives two directories each other's name, in one step where the system can (Linux, macOS).
//
// Where the file system cannot, three renames do it, and a failure among them is taken back. Any thread.
#pragma once

#include <filesystem>

#include "base/error.hpp"

namespace secondbrain::ops {

status exchange_directories(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace secondbrain::ops
