// When a file was changed, and whether it was since.
//
// Pure functions; thread-safe, nothing fails.
#pragma once

#include <sys/stat.h>

#include <chrono>

namespace secondbrain::vault {

/// When the bytes of a file were changed last, by the clock of its file system.
std::chrono::system_clock::time_point changed_at(const struct stat& attributes);

/// Whether both tell of one file that nobody changed between them.
bool is_same_state(const struct stat& one, const struct stat& other);

}  // namespace secondbrain::vault
