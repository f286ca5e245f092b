// The vault's record in this process, for when no server runs.
//
// Holds the server's lock meanwhile. errc::locked when another process works on the data directory;
// errc::vault_missing; errc::conflict when a setting decides.
#pragma once

#include "base/error.hpp"
#include "messages/vault.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::cli {

result<vault_overview> vault_here(const ops::config& settings);

result<vault_status> set_upkeep_here(const ops::config& settings, consent answer);

/// What the owner has said about sending notes to a paid language model, as the setting and the record have it.
permission sending_here(const ops::config& settings);

/// Writes nothing.
result<upkeep_preview> preview_here(const ops::loaded_config& loaded);

}  // namespace secondbrain::cli
