// Moves a damaged database out of the way, so that a new one can take its place and the old one can be looked at.
//
// Call it while no connection to the file is open. Fails with not_found or io_failure.
#pragma once

#include <chrono>
#include <filesystem>

#include "base/error.hpp"

namespace secondbrain::stores {

/// Renames the database and its -wal and -shm to `<name>.corrupt-<YYYYMMDD-HHMMSS, UTC>` (a number behind it when that
/// name is taken) and answers with the new path. Nothing is ever overwritten.
result<std::filesystem::path> move_aside(const std::filesystem::path& file,
                                         std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

}  // namespace secondbrain::stores
