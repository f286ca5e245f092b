// The service definitions of this machine: a systemd user unit and a launchd agent (contract: operations §6).
//
// Pure functions from parameters to text; installing is installer.hpp. All paths must be absolute.
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
  std::filesystem::path data_directory;  // also the working directory
  std::filesystem::path env_file;        // handed on as SECONDBRAIN_ENV_FILE
};

std::string render_systemd_unit(const service_params& params);

std::string render_launchd_plist(const service_params& params);

}  // namespace secondbrain::ops
