// The service definitions of this machine: a systemd user unit and a launchd agent (contract: operations §6).
//
// Pure functions from parameters to text; installing is installer.hpp. All paths are absolute.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace secondbrain::ops {

inline constexpr auto systemd_unit_name = "secondbrain.service";
inline constexpr auto launchd_label = "com.secondbrain.api";

struct service_params {
  std::filesystem::path program;  // the secondbrain executable
  std::vector<std::string> arguments = {"serve"};
  std::filesystem::path working_directory;      // exists; the data directory
  std::filesystem::path env_file;               // passed as SECONDBRAIN_ENV_FILE; empty: the default place
  std::vector<std::filesystem::path> writable;  // beside the working directory: backups, vault
};

std::string render_systemd_unit(const service_params& params);

std::string render_launchd_plist(const service_params& params);

}  // namespace secondbrain::ops
