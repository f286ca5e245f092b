// What a watcher tells of besides notes: the settings of the programs that a vault is kept with (settings_places.hpp),
// most of which lie in folders that hold no notes.
//
// Thread-safe.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "brain/vault/changes/scan.hpp"

namespace secondbrain::vault {

bool is_watched_file(std::string_view path) noexcept;
bool is_watched_folder(std::string_view path) noexcept;

/// Whether how the vault is kept may have changed with what changed there.
bool touches_settings(std::string_view path) noexcept;

/// Those settings that are there, in the order of path_less, at the cost of a dozen calls of the system. Blocks on the
/// file system; what cannot be looked at is not there.
std::vector<scanned_file> look_at_settings(const std::filesystem::path& root);

}  // namespace secondbrain::vault
