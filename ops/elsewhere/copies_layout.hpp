// How the copies lie in a second directory: a folder for each data directory, `backups-<its id>`, and each of them has
// the layout of a backup folder. So neither names nor contents of two data directories meet, and one can restore from
// such a folder directly.
//
// Earlier versions kept everything in the directory itself; what lies there is still found. Reads only; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

/// Where the copies of a data directory go. Nothing need be there yet.
std::filesystem::path folder_of_copies(const std::filesystem::path& directory, const backup_origin& origin);

/// Every folder there that may hold copies, and the directory itself last.
std::vector<std::filesystem::path> folders_of_copies(const std::filesystem::path& directory);

struct placed_snapshot {
  std::filesystem::path folder;
  snapshot_info info;
};

/// Of all data directories, in no order.
std::vector<placed_snapshot> all_copies(const std::filesystem::path& directory);

/// Of one data directory, the newest first: in the order in which they were made, whatever the clock said. Those in its
/// own folder whose manifest is damaged are among them.
std::vector<placed_snapshot> own_copies(const std::filesystem::path& directory, const backup_origin& origin);

/// Whether both are the same snapshot of one data directory, under whatever name.
bool is_same_snapshot(const snapshot_info& a, const snapshot_info& b) noexcept;

/// Newest first: by the count of the data directory, and by the clock only where that is the same.
bool is_newer(const snapshot_info& a, const snapshot_info& b) noexcept;

/// The id, or the id with a number where another snapshot has that name in the folder.
std::string free_snapshot_id(const std::filesystem::path& folder, const std::string& id);

}  // namespace secondbrain::ops
