// Files in a folder that others may write to too: what is no file is told, and never waited for as a pipe would be, and
// one that is far larger than it can be is not read as a whole.
//
// Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain {

/// Larger is no record, marker or list of ours, but a mistake, a sparse file of many gigabytes perhaps.
constexpr std::uint64_t most_small_file_bytes = std::uint64_t{64} << 20;

/// For reading. errc::corrupt when a folder, a pipe, a socket or a device lies in its place, errc::not_found when
/// nothing does. Links are followed.
result<file_descriptor> open_regular_file(const std::filesystem::path& file);

/// All of it; fails likewise, and with errc::corrupt when it is larger than `most_bytes`.
result<std::string> read_regular_file(const std::filesystem::path& file,
                                      std::uint64_t most_bytes = most_small_file_bytes);

/// errc::corrupt, with what it is and that it is to be removed, when something lies there that is no file. Nothing
/// there is no fault.
status refuse_irregular(const std::filesystem::path& file);

}  // namespace secondbrain
