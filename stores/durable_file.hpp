// The two file operations that the stores need and the standard library lacks.
//
// Any thread. Fail with conflict (the file exists), disk_full or io_failure.
#pragma once

#include <filesystem>

#include "messages/result.hpp"

namespace secondbrain::stores {

/// Creates an empty file that only its owner may read (0600). conflict when there is one already.
status create_private_file(const std::filesystem::path& file);

/// Returns when the file (or the names in a folder) are on the disk, not only in its cache.
status sync_to_disk(const std::filesystem::path& file);

}  // namespace secondbrain::stores
