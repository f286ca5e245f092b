// Where a data directory really lies, whether it is there at the moment or not.
//
// Any thread; never fails: what cannot be followed is left as it is.
#pragma once

#include <filesystem>

namespace secondbrain::ops {

/// Absolute, links resolved, also one that leads nowhere now: the directory is to come back where it was.
std::filesystem::path data_place(const std::filesystem::path& data_directory);

}  // namespace secondbrain::ops
