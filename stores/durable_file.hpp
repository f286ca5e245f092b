// The file operations that the stores need and the standard library lacks.
//
// Any thread. Fail with conflict (the file exists), not_found, disk_full or io_failure.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "messages/result.hpp"

namespace secondbrain::stores {

/// Creates an empty file that only its owner may read (0600). conflict when there is one already.
status create_private_file(const std::filesystem::path& file);

/// Returns when the file (or the names in a folder) are on the disk, not only in its cache.
status sync_to_disk(const std::filesystem::path& file);

/// The whole content of a small file.
result<std::string> read_file(const std::filesystem::path& file);

/// Puts a file with these bytes in place, durably: a reader finds the old content or the new one. It is written as
/// `.<name>.<random>` beside it, which is removed when that fails.
status replace_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace secondbrain::stores
