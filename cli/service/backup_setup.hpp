// What the settings say of backups, for the service and for a command that works without it.
//
// Thread-safe.
#pragma once

#include <filesystem>
#include <memory>

#include "brain/vault/known_vault.hpp"
#include "ops/backup/backup_maker.hpp"
#include "ops/backup/trial_restore.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

/// The notes are taken only while the folder is the vault that the data directory knows, as for writing to it: an empty
/// folder in its place is none.
ops::backup_options backup_options_of(const ops::config& settings, const std::shared_ptr<vault::known_vault>& known);

/// Has a process of its own use what a trial has restored, so that a file that ends it ends nothing else. `program` is
/// this one; empty: it is not known.
decltype(ops::trial_options::examine) examination_by(const std::filesystem::path& program, const ops::config& settings,
                                                     std::function<bool()> cancelled = {});

/// Before anything asks whose a data directory is: a copy goes on as one of its own, and that is said.
void settle_identity(const std::filesystem::path& data_directory);

}  // namespace secondbrain::cli
