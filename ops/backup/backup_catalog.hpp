// The snapshots that exist, and whether each can be trusted.
//
// Any thread. Listing looks at manifests and sizes; verifying reads every byte and opens every database.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "messages/backup.hpp"
#include "messages/result.hpp"

namespace secondbrain::ops {

/// Newest first. Snapshots with something wrong are listed too, with `verified` false and the reason.
result<std::vector<backup_info>> list_snapshots(const std::filesystem::path& backups);

/// errc::not_found, or a snapshot whose `verified` and `problem` say what reading all of it has shown.
result<backup_info> verify_snapshot(const std::filesystem::path& backups, const std::string& id);

}  // namespace secondbrain::ops
