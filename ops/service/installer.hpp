// Installs and removes the service for this user: writes the file, then tells systemd or launchd.
//
// Both are idempotent and say what they did. Running a command is handed in, so that tests can watch. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ops/config/config_places.hpp"
#include "ops/service/service_files.hpp"

namespace secondbrain::ops {

enum class service_manager : std::uint8_t { systemd, launchd };

/// launchd on macOS, systemd elsewhere.
service_manager native_service_manager();

using command = std::vector<std::string>;

/// Runs a program and answers its exit code; 127 when it cannot be started.
using command_runner = std::function<int(const command&)>;
int run_command(const command& line);

struct performed_command {
  std::string line;  // as one would type it
  int exit_code = 0;
};

struct installation {
  std::filesystem::path file;  // unit or plist
  std::vector<performed_command> commands;
  std::string note;  // what is left for the user to do or to know; may be empty
};

/// Where the definition goes: ~/.config/systemd/user or ~/Library/LaunchAgents.
std::filesystem::path service_file_path(service_manager manager, const variables& environment);

result<installation> install_service(service_manager manager, const service_params& params,
                                     const variables& environment, const command_runner& run = run_command);

result<installation> uninstall_service(service_manager manager, const variables& environment,
                                       const command_runner& run = run_command);

}  // namespace secondbrain::ops
