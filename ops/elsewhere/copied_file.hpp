// Copies one file durably, and says what its content is. Blocks; any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/error.hpp"

namespace secondbrain::ops {

/// Into a file that does not exist, or is written over. Answers with the SHA-256 of what was written, in hex. A failure
/// leaves nothing behind; errc::cancelled when `cancelled` says so.
result<std::string> copy_file_durably(const std::filesystem::path& from, const std::filesystem::path& to,
                                      const std::function<bool()>& cancelled);

/// A directory and its parents up to `root`, which must exist: a mount point without its disk is never filled.
status make_directories_below(const std::filesystem::path& root, const std::filesystem::path& directory);

}  // namespace secondbrain::ops
