// What goes into a snapshot: each database through SQLite's online backup, each plain file as it is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "messages/result.hpp"

namespace secondbrain::ops {

enum class source_kind : std::uint8_t { database, plain_file };

struct snapshot_source {
  std::string name;  // file name in the data directory and in the snapshot
  source_kind kind = source_kind::plain_file;
  /// Writes a consistent copy to a path that does not exist yet. For live stores: a `snapshot_store` request.
  std::function<status(const std::filesystem::path& destination)> write;
};

/// Everything worth keeping in a data directory that no server has open, read directly: databases and plain files.
std::vector<snapshot_source> offline_sources(const std::filesystem::path& data_directory);

/// The plain files only (settings, query log, markers, logs excepted): what the server adds to its live stores.
std::vector<snapshot_source> plain_file_sources(const std::filesystem::path& data_directory);

}  // namespace secondbrain::ops
