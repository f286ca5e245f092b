// Among which backups the newest is looked for: those of this data directory, or on a clear word those of another.
//
// Reads manifests alone. Any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "ops/backup/restore.hpp"
#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

/// The newest first. With foreign ones accepted: those of the directory that lay here before, or of the one other that
/// there is; its own where there is no other. errc::conflict, with what there is, when it is not clear of which.
result<std::vector<snapshot_info>> snapshots_to_choose_from(const std::filesystem::path& backups,
                                                            const std::filesystem::path& data_directory,
                                                            foreign_snapshots foreign, wall_time now);

}  // namespace secondbrain::ops
