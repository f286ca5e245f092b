// What goes into a snapshot: each database through SQLite's online backup, each plain file as it is.
//
// Runs on the thread that makes the snapshot. A file that does not exist is no source. A file that cannot be copied, or
// whose copy is damaged, fails the snapshot, unless it can be derived from the vault: then the snapshot does without.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/backup.hpp"

namespace secondbrain::ops {

enum class source_kind : std::uint8_t {
  recorded,  // cannot be made again
  derived,   // can
};

struct snapshot_source {
  std::string name;  // relative to the data directory and to the snapshot
  backup_file_kind kind = backup_file_kind::plain;
  /// Writes a consistent copy to a path that does not exist yet. For live stores: a `snapshot_store` request.
  std::function<status(const std::filesystem::path& destination)> write;
  source_kind worth = source_kind::recorded;
  /// Tells the owner of a live store that its copy is damaged. May be unset.
  std::function<void()> report_damage;
  std::uint64_t expected_bytes = 0;  // as large as the file is now, for the progress
};

/// 0 for a file that cannot be looked at.
std::uint64_t bytes_of(const std::filesystem::path& file);

/// Settings, query log, markers and evaluation reports: what the server adds to its live stores. Logs and locks stay.
std::vector<snapshot_source> plain_file_sources(const std::filesystem::path& data_directory);

/// Databases that no other process has open, read directly. Needs the server's lock.
std::vector<snapshot_source> closed_database_sources(const std::filesystem::path& data_directory,
                                                     const std::vector<std::string>& names);

/// All of a data directory that no server has open.
std::vector<snapshot_source> closed_sources(const std::filesystem::path& data_directory,
                                            const std::string& metadata_db_name);

}  // namespace secondbrain::ops
