#include "ops/config/env_file.hpp"

#include "base/text.hpp"
#include "ops/config/config_table.hpp"

namespace secondbrain::ops {

std::filesystem::path env_file_of(const variables& environment) {
  for (const auto& [key, value] : environment)
    if (ascii_upper_case(key) == env_file_variable && !value.empty())
      return resolve_path(value, config_directory(environment), home_directory(environment));
  return config_directory(environment) / ".env";
}

}  // namespace secondbrain::ops
