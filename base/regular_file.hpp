// Files in a folder that others may write to too: what is no file is told, and never waited for as a pipe would be.
//
// Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain {

/// For reading. errc::corrupt when a folder, a pipe, a socket or a device lies in its place, errc::not_found when
/// nothing does. Links are followed.
result<file_descriptor> open_regular_file(const std::filesystem::path& file);

/// All of it; fails likewise.
result<std::string> read_regular_file(const std::filesystem::path& file);

}  // namespace secondbrain
