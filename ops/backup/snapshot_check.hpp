// Proves the files of a snapshot: checksums of all, and every database opened and checked in a scratch place, so that
// SQLite never touches the snapshot itself.
//
// Reads everything; blocks accordingly. Any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.hpp"
#include "messages/backup.hpp"

namespace secondbrain::ops {

/// Names of scratch places begin so; one that a crash has left behind may be removed.
inline constexpr auto scratch_prefix = ".scratch.";

/// errc::corrupt names the first file that is missing, has another content than stated, or is a damaged database.
status check_content(const std::filesystem::path& snapshot, const std::vector<backup_file>& files);

/// As above, for one database and without its checksum. The scratch place is made beside the snapshot.
status check_database(const std::filesystem::path& snapshot, const std::string& name);

/// Compares sizes only: enough to notice a snapshot that is incomplete.
status check_sizes(const std::filesystem::path& snapshot, const std::vector<backup_file>& files);

}  // namespace secondbrain::ops
