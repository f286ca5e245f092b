// Where this user's files live when nothing else is said: XDG directories, Application Support on macOS.
//
// Pure functions of the environment handed in; never the working directory.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace secondbrain::ops {

/// Names and values as the environment has them.
using variables = std::map<std::string, std::string>;

/// $HOME, else the home directory in the user database.
std::filesystem::path home_directory(const variables& environment);

/// $XDG_CONFIG_HOME, else ~/.config.
std::filesystem::path xdg_config_home(const variables& environment);

/// Holds the default `.env`: $XDG_CONFIG_HOME/secondbrain, ~/.config/secondbrain; macOS: Application Support.
std::filesystem::path config_directory(const variables& environment);

/// The default data directory: $XDG_DATA_HOME/secondbrain, ~/.local/share/secondbrain; macOS: Application Support.
std::filesystem::path default_data_path(const variables& environment);

/// Outside the data directory, so that losing one does not lose the other: ~/SecondBrain-backups.
std::filesystem::path default_backup_path(const variables& environment);

/// Outside the data directory, which a restore exchanges as a whole, and the same for every vault.
std::filesystem::path default_models_path(const variables& environment);

/// `~` expanded, then made absolute against `base`, then tidied.
std::filesystem::path resolve_path(const std::string& text, const std::filesystem::path& base,
                                   const std::filesystem::path& home);

}  // namespace secondbrain::ops
