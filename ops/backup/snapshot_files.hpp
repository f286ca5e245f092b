// Copies what a snapshot has of the data directory to another place.
//
// Blocks; any thread. Every file is durable when it returns.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/error.hpp"
#include "messages/backup.hpp"

namespace secondbrain::ops {

/// What was told to the owner: no briefing and no alarm of the time of the backup is to come a second time.
inline constexpr auto alarms_name = "alarms.json";
/// What is known of the places elsewhere: without it the bare mount point of a disk that is away is taken for the disk.
inline constexpr auto copies_name = "backup_copies.json";

/// Which backups were seen in the backup folder, so that it is noticed when they are gone.
inline constexpr auto seen_name = "backups_seen.json";

/// How the last sync went stays behind: of the state from before nobody knows when that was, and a failure of then is
/// no news.
bool is_of_its_time(std::string_view name);

/// A fact about the world and not about the data: a restore leaves it as it is, where there is one.
bool outlives_restores(std::string_view name);

status copy_snapshot_files(const backup_info& snapshot, const std::filesystem::path& to);

}  // namespace secondbrain::ops
