// Lets one at a time compare, write and remember the generated task files, in whatever process.
//
// Blocks on the file system, for as long as the caller has patience. Any thread.
#pragma once

#include <chrono>
#include <filesystem>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::sync {

/// Held until it is closed. `file` is made when it is not there, and stays. errc::busy; errc::io_failure.
result<file_descriptor> lock_tasks(const std::filesystem::path& file,
                                   std::chrono::milliseconds patience = std::chrono::seconds{5});

}  // namespace secondbrain::sync
