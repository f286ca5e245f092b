// The snapshots that exist, and whether each can be trusted.
//
// Any thread. Listing looks at manifests and sizes; verifying reads every byte and opens every database.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ops/backup/snapshot_info.hpp"
#include "ops/backup/vault/vault_entry.hpp"

namespace secondbrain::ops {

/// Newest first. Snapshots with something wrong are listed too, with `verified` false and the reason.
result<std::vector<snapshot_info>> list_snapshots(const std::filesystem::path& backups);

/// Those of one data directory, the newest first: in the order in which they were made, whatever the clock said.
result<std::vector<snapshot_info>> snapshots_of(const std::filesystem::path& backups, const backup_origin& directory);

/// Those of one data directory among these, in that order.
std::vector<snapshot_info> of_directory(std::vector<snapshot_info> snapshots, const backup_origin& directory);

/// How much of a snapshot is read: what was in the data directory, or the notes as well.
enum class verified_part : std::uint8_t { data, everything };

/// errc::not_found, or a snapshot whose `verified` and `problem` say what reading it has shown. Damaged notes are set
/// aside, so that the next snapshot stores their content again.
result<snapshot_info> verify_snapshot(const std::filesystem::path& backups, const std::string& id,
                                      verified_part part = verified_part::everything);

/// The list of the notes in a snapshot; empty where they are not in it.
result<std::vector<vault_entry>> notes_of(const std::filesystem::path& backups, const snapshot_info& snapshot);

/// Keeps what came of a trial beside the snapshot.
status record_trial(const std::filesystem::path& backups, const std::string& id, const backup_trial& trial);

}  // namespace secondbrain::ops
