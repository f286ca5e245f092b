// Puts one file of the newest good snapshot back, for a store whose own file turned out to be damaged.
//
// Reads every byte of the snapshots it tries. Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "messages/result.hpp"

namespace secondbrain::ops {

/// Copies the file of that name from the newest snapshot that verifies to `file`, which must not exist. Answers with
/// the snapshot's id; errc::not_found when no snapshot that verifies holds it.
result<std::string> restore_file(const std::filesystem::path& backups, const std::filesystem::path& file);

}  // namespace secondbrain::ops
