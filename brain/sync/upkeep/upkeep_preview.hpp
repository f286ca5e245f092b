// What the sync would write into a vault by itself, for its owner to see before saying yes.
//
// Blocks on the file system and writes nothing into the vault. errc::vault_missing and what reading the vault says.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "messages/vault.hpp"

namespace secondbrain::sync {

/// `state_file` is the one of the tasks board, `inbox` the folder of the vault from which texts would be filed.
result<upkeep_preview> preview_upkeep_of(const std::filesystem::path& vault, const std::filesystem::path& state_file,
                                         vault::day today, const std::string& inbox);

}  // namespace secondbrain::sync
