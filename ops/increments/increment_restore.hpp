// Brings restored stores to the newest state that was shipped.
//
// Works beside a service that ships, and without one. Every piece is checked before it is used; at the first that is
// damaged, missing or out of order it ends, and what came before is used. A database that does not pass a check as it
// was shipped last is taken as it was when it still did. Blocks; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/backup.hpp"

namespace secondbrain::ops {

/// Whether what bears this origin is of the data directory that is restored.
using origin_test = std::function<bool(const backup_origin&)>;

struct applied_increments {
  std::string at;                    // UTC, ISO 8601: everything that was written before is in it
  std::vector<std::string> files;    // that were brought to that state
  std::vector<std::string> remarks;  // sentences on what was damaged and could not be used
};

/// `directory`: a snapshot that was restored there, and the sequence it has; 0 and an empty directory will do. Nothing:
/// nothing was shipped after that snapshot. Databases and small files in the directory are replaced.
result<std::optional<applied_increments>> apply_increments(const std::filesystem::path& backups,
                                                           const origin_test& is_own, std::uint64_t snapshot,
                                                           const std::filesystem::path& directory);

/// Puts one database, as it was shipped last, into a file that does not exist. Answers with the time of that state;
/// errc::not_found when there is none as new as that snapshot, or none that is sound.
result<std::string> restore_shipped_file(const std::filesystem::path& backups, const origin_test& is_own,
                                         std::uint64_t snapshot, const std::filesystem::path& file);

/// Puts a generation together in a scratch folder, which is gone afterwards, and looks through its databases.
/// errc::corrupt names what is wrong.
status try_increments(const std::filesystem::path& generation, const std::filesystem::path& scratch);

}  // namespace secondbrain::ops
