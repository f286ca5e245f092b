// The conventions that a vault of Obsidian states in its settings, and those of Obsidian where it states none.
#pragma once

#include <span>

#include "brain/vault/conventions/settings_files.hpp"

namespace secondbrain::vault {

/// Fills what is still open. False: the vault has no settings of Obsidian.
bool add_obsidian_conventions(const convention_settings& ours, settings_files& files,
                              std::span<const std::string> notes, day today, vault_conventions& found);

}  // namespace secondbrain::vault
