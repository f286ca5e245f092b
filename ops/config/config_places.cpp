#include "ops/config/config_places.hpp"

#include <pwd.h>
#include <unistd.h>

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

std::string value_of(const variables& environment, const std::string& name) {
  auto found = environment.find(name);
  return found == environment.end() ? std::string{} : found->second;
}

#ifdef __APPLE__

fs::path application_support(const variables& environment) {
  return home_directory(environment) / "Library" / "Application Support" / "SecondBrain";
}

#endif

/// The XDG base directory specification: a relative value is to be ignored.
fs::path xdg_directory(const variables& environment, const std::string& name, const char* below_home) {
  fs::path configured = value_of(environment, name);
  return configured.is_absolute() ? configured : home_directory(environment) / below_home;
}

}  // namespace

fs::path home_directory(const variables& environment) {
  if (fs::path home = value_of(environment, "HOME"); home.is_absolute()) return home;
  const auto* user = getpwuid(getuid());
  return user != nullptr ? fs::path{user->pw_dir} : fs::path{"/"};
}

fs::path xdg_config_home(const variables& environment) {
  return xdg_directory(environment, "XDG_CONFIG_HOME", ".config");
}

fs::path config_directory(const variables& environment) {
#ifdef __APPLE__
  return application_support(environment);
#else
  return xdg_config_home(environment) / "secondbrain";
#endif
}

fs::path default_data_path(const variables& environment) {
#ifdef __APPLE__
  return application_support(environment) / "data";
#else
  return xdg_directory(environment, "XDG_DATA_HOME", ".local/share") / "secondbrain";
#endif
}

fs::path default_backup_path(const variables& environment) {
  return home_directory(environment) / "SecondBrain-backups";
}

fs::path default_models_path(const variables& environment) {
#ifdef __APPLE__
  return application_support(environment) / "models";
#else
  return xdg_directory(environment, "XDG_DATA_HOME", ".local/share") / "secondbrain-models";
#endif
}

fs::path resolve_path(const std::string& text, const fs::path& base, const fs::path& home) {
  fs::path path = text;
  if (text == "~") {
    path = home;
  } else if (text.starts_with("~/")) {
    path = home / text.substr(2);
  }
  path = (base / path).lexically_normal();
  return path.has_filename() || path == path.root_path() ? path : path.parent_path();
}

}  // namespace secondbrain::ops
