// Which data directory a snapshot is of, so that directories that share a backup folder leave each other's alone.
//
// Any thread. Reads the record in the data directory; one that is not there is no failure.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

/// The vault is what is configured; it only helps a person to tell one directory from another.
backup_origin origin_of(const std::filesystem::path& data_directory,
                        const std::optional<std::filesystem::path>& vault = {});

/// By the ids where both have one, and otherwise by the place.
bool is_of(const std::optional<backup_origin>& snapshot, const backup_origin& directory);

/// "of another data directory (/data, vault /notes)", for a person.
std::string describe(const std::optional<backup_origin>& snapshot);

/// The same for somebody who works on another one: in the same place lay one before, or it lies on another machine.
std::string describe(const std::optional<backup_origin>& snapshot, const backup_origin& here);

}  // namespace secondbrain::ops
