// A snapshot before databases are brought to another version, so that there is a way back from all of that.
//
// Call it under the server's lock, before anything opens the stores. Blocks; one thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "ops/backup/backup_maker.hpp"

namespace secondbrain::ops {

/// The recorded databases that the next opening will change.
std::vector<std::string> outdated_databases(const std::filesystem::path& data_directory,
                                            const std::string& metadata_db_name);

/// Nothing when no database is outdated.
result<std::optional<snapshot_info>> snapshot_before_migration(const std::filesystem::path& data_directory,
                                                               const std::string& metadata_db_name,
                                                               const backup_options& options,
                                                               const clock& time = real_clock());

}  // namespace secondbrain::ops
