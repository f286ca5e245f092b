// The files in which the programs that a vault is kept with say how: what is found in them is found anew when one of
// them changes.
//
// Paths are relative to the vault, '/' between parts. Thread-safe; cannot fail.
#pragma once

#include <span>
#include <string_view>

namespace secondbrain::vault {

/// In the order of path_less.
std::span<const std::string_view> settings_places() noexcept;

bool is_settings_place(std::string_view file) noexcept;

/// Whether a folder is above one of them. The vault itself is not meant.
bool leads_to_settings(std::string_view folder) noexcept;

}  // namespace secondbrain::vault
