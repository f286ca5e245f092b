// How much room is left on the file system that holds a path. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/error.hpp"

namespace secondbrain::ops {

/// Bytes available to this user; for a path that does not exist yet, of the nearest directory above it that does.
result<std::uint64_t> free_bytes(const std::filesystem::path& path);

}  // namespace secondbrain::ops
