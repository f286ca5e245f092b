// What copying that was killed has left behind: halves of snapshots, of contents and of pieces, and scratch folders.
//
// Removed is only what bears such a name, belongs to this user, is not said to be of another data directory, and was
// written to last more than a day ago. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/clock.hpp"
#include "messages/backup.hpp"

namespace secondbrain::ops {

inline constexpr std::chrono::hours stale_after{24};

/// In a second directory: the folder of that data directory, and what lies in the directory itself, where earlier
/// versions worked. Answers with how many were removed.
std::uint64_t remove_leftovers(const std::filesystem::path& directory, const backup_origin& origin, wall_time now);

/// Folders of that prefix in a folder.
void remove_stale_folders(const std::filesystem::path& folder, const std::string& prefix, wall_time now);

}  // namespace secondbrain::ops
