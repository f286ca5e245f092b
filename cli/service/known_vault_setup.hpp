// The vault as this data directory knows it, for those who write to it.
//
// Thread-safe. Blocks on the file system.
#pragma once

#include <memory>

#include "brain/vault/known_vault.hpp"
#include "brain/vault/writing/write_context.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

std::shared_ptr<vault::known_vault> make_known_vault(const ops::config& settings);

/// What all writers of the vault share in a process that lives long. Null: there is no vault.
std::shared_ptr<vault::write_context> make_write_context(const ops::config& settings,
                                                         const std::shared_ptr<vault::known_vault>& known);

/// The same for a command that works on the configured vault by itself.
std::shared_ptr<vault::write_context> write_context_of_known_vault(const ops::config& settings);

}  // namespace secondbrain::cli
