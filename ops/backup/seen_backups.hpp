// Whether the backups that were in the backup folder are still there: where its disk is not mounted, or somebody has
// removed them, new ones are made in their place, and nobody would hear of it.
//
// `backups_seen.json` in the data directory keeps which was the newest. Backups are counted on from it, but where all
// of them are gone. Any thread; one writes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

/// A sentence with its remedy where what was seen in the folder is gone; empty, and kept, where all is well. `own`: all
/// of this data directory.
result<std::string> look_for_seen_backups(const std::filesystem::path& data_directory,
                                          const std::filesystem::path& backups, const std::vector<snapshot_info>& own);

/// On its owner's word what was seen does not count any more. False: nothing was.
result<bool> forget_seen_backups(const std::filesystem::path& data_directory);

}  // namespace secondbrain::ops
