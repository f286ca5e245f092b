// What goes into a snapshot: each database through SQLite's online backup, each plain file as it is.
//
// Runs on the thread that makes the snapshot. A file that does not exist is no source; a database that cannot be read
// fails the snapshot.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "messages/backup.hpp"
#include "messages/result.hpp"

namespace secondbrain::ops {

struct snapshot_source {
  std::string name;  // relative to the data directory and to the snapshot
  backup_file_kind kind = backup_file_kind::plain;
  /// Writes a consistent copy to a path that does not exist yet. For live stores: a `snapshot_store` request.
  std::function<status(const std::filesystem::path& destination)> write;
};

/// Settings, query log, markers and evaluation reports: what the server adds to its live stores. Logs and locks stay.
std::vector<snapshot_source> plain_file_sources(const std::filesystem::path& data_directory);

/// Databases that no other process has open, read directly. Needs the server's lock.
std::vector<snapshot_source> closed_database_sources(const std::filesystem::path& data_directory,
                                                     const std::vector<std::string>& names);

}  // namespace secondbrain::ops
