// The folder that the notes of a backup are written into, which must be none that something of ours or of a person's
// lies in.
//
// Looks at the file system and writes nothing. Any thread.
#pragma once

#include <filesystem>

#include "base/error.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

/// errc::invalid_argument for the vault, the data directory, the backup folder, a copy of it, or what lies in one of
/// them, whatever way leads there; errc::conflict for a folder with something in it.
status fit_for_notes(const std::filesystem::path& folder, const ops::config& config);

}  // namespace secondbrain::cli
