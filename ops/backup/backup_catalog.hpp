// The snapshots that exist, and whether each can be trusted.
//
// Any thread. Listing looks at manifests and sizes; verifying reads every byte and opens every database.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

/// Newest first. Snapshots with something wrong are listed too, with `verified` false and the reason.
result<std::vector<snapshot_info>> list_snapshots(const std::filesystem::path& backups);

/// Those of one data directory, the newest first: in the order in which they were made, whatever the clock said.
result<std::vector<snapshot_info>> snapshots_of(const std::filesystem::path& backups, const backup_origin& directory);

/// errc::not_found, or a snapshot whose `verified` and `problem` say what reading all of it has shown.
result<snapshot_info> verify_snapshot(const std::filesystem::path& backups, const std::string& id);

}  // namespace secondbrain::ops
