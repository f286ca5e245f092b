// One at a time works on a backup directory: a flock on `<backups>/.backup_lock`, which ends with its process.
//
// Any thread.
#pragma once

#include <filesystem>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::ops {

/// Closing what it answers is the release. errc::locked while somebody else works there.
result<file_descriptor> lock_backups(const std::filesystem::path& backups);

}  // namespace secondbrain::ops
