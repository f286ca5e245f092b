// Copies what a snapshot has of the data directory to another place.
//
// Blocks; any thread. Every file is durable when it returns.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/error.hpp"
#include "messages/backup.hpp"

namespace secondbrain::ops {

/// How the last sync went stays behind: of the state from before nobody knows when that was, and a failure of then is
/// no news.
bool is_of_its_time(std::string_view name);

status copy_snapshot_files(const backup_info& snapshot, const std::filesystem::path& to);

}  // namespace secondbrain::ops
