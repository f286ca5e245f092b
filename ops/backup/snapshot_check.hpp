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

/// errc::corrupt names the first file that is missing, has another content than stated, or is a damaged database.
status check_content(const std::filesystem::path& snapshot, const std::vector<backup_file>& files);

/// As above, for one database and without its checksum. The scratch place is made beside the snapshot.
status check_database(const std::filesystem::path& snapshot, const std::string& name);

/// Reads the content of every note in the list of a snapshot, each content once. errc::corrupt names the first notes
/// whose content is missing or damaged, and says how many there are.
status check_notes(const std::filesystem::path& backups, const std::filesystem::path& snapshot);

/// Compares sizes only: enough to notice a snapshot that is incomplete.
status check_sizes(const std::filesystem::path& snapshot, const std::vector<backup_file>& files);

}  // namespace secondbrain::ops
