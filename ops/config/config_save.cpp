#include "ops/config/config_save.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <functional>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"
#include "base/files.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"
#include "ops/config/config_as_if.hpp"
#include "ops/config/config_load.hpp"
#include "ops/config/config_table.hpp"
#include "ops/config/config_value.hpp"
#include "ops/config/dotenv_edit.hpp"
#include "ops/config/env_file.hpp"
#include "ops/config/secret_file.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

std::string full_name_of(const std::string& name) {
  auto full = ascii_upper_case(trimmed(name));
  if (!full.starts_with(variable_prefix)) full.insert(0, variable_prefix);
  return full;
}

/// A setting, or the file that holds the value of a secret one.
struct known_setting {
  std::string name;
  const config_variable* variable;
  bool is_file_of_secret = false;

  bool is_secret() const { return variable->shown == visibility::secret && !is_file_of_secret; }
};

result<known_setting> named(const std::string& name) {
  const auto full = full_name_of(name);
  if (const auto* known = find_variable(full)) return known_setting{full, known};
  if (const auto* secret = secret_kept_by(full)) return known_setting{full, secret, true};
  return fail(errc::invalid_argument, full + " is not a setting. Did you mean " +
                                          std::string{nearest_variable(full).name} +
                                          "? `secondbrain config` lists all of them");
}

bool is_path(const known_setting& setting) {
  const auto& variable = *setting.variable;
  return setting.is_file_of_secret || std::holds_alternative<fs::path config::*>(variable.field) ||
         std::holds_alternative<std::optional<fs::path> config::*>(variable.field);
}

/// A path is meant from where the person stands; in the file it would be meant from beside the file.
std::string as_meant(const known_setting& setting, const std::string& value) {
  auto text = std::string{trimmed(value)};
  if (!is_path(setting) || text.empty() || text.starts_with('~')) return text;
  std::error_code no_directory;
  auto whole = fs::absolute(text, no_directory);
  return no_directory ? text : whole.lexically_normal().string();
}

/// What the file says by itself, this shell's settings aside.
variables without_settings(const variables& environment) {
  variables kept;
  for (const auto& [name, value] : environment)
    if (auto upper = ascii_upper_case(name); !upper.starts_with(variable_prefix) || upper == env_file_variable)
      kept.emplace(name, value);
  return kept;
}

status is_allowed(const variables& environment, const known_setting& setting, const std::string& value,
                  const fs::path& file) {
  config scratch;
  const path_base base{file.parent_path(), home_directory(environment)};
  if (auto allowed = assign(scratch, *setting.variable, value, base))
    return fail(errc::invalid_argument, setting.name + " must be " + *allowed + "; nothing was changed");
  return {};
}

/// What the file would say then must make sense by itself and beside what this shell sets. A setting that was wrong
/// before must not keep another from being mended.
status fits(const variables& environment, const std::string& before, const std::string& after) {
  for (const auto& around : {without_settings(environment), environment}) {
    if (!load_config_as_if(around, before)) continue;
    if (auto together = load_config_as_if(around, after); !together)
      return fail(errc::invalid_argument, together.error().message + "\nNothing was changed");
  }
  return {};
}

status make_folder(const fs::path& folder) {
  std::error_code failure;
  auto created = fs::create_directories(folder, failure);
  if (!failure && created) fs::permissions(folder, fs::perms::owner_all, failure);
  if (failure) return fail_with(failure, "cannot create " + folder.string());
  return {};
}

using change = std::function<std::string(std::string_view)>;

/// Reads, changes and replaces the file while nobody else does. A link stays a link.
status edit(const variables& environment, const fs::path& named_file, const change& make) {
  std::error_code dangling;
  auto target = fs::weakly_canonical(named_file, dangling);
  const auto file = dangling ? named_file : target;
  if (auto created = make_folder(file.parent_path()); !created) return created;
  file_descriptor folder{::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!folder || ::flock(folder.get(), LOCK_EX) != 0)
    return fail_with_errno("cannot lock " + file.parent_path().string());

  auto text = read_file(file);
  if (!text && text.error().code != errc::not_found) return fail(text.error());
  const auto before = text.value_or(std::string{});
  const auto changed = make(before);
  if (text && *text == changed) return {};
  if (auto sensible = fits(environment, before, changed); !sensible) return sensible;
  return write_atomically(file, changed);
}

}  // namespace

result<saved_setting> save_setting(const variables& environment, const std::string& name, const std::string& value) {
  auto setting = named(name);
  RETURN_IF_ERROR(setting);
  const auto& full_name = setting->name;
  const auto text = as_meant(*setting, value);
  if (text.empty())
    return fail(errc::invalid_argument, "an empty value means the default; run: secondbrain config unset " + full_name);
  const auto file = env_file_of(environment);
  RETURN_IF_ERROR(is_allowed(environment, *setting, text, file));
  auto done = edit(environment, file, [&](std::string_view before) { return with_value(before, full_name, text); });
  RETURN_IF_ERROR(done);
  return saved_setting{full_name, setting->is_secret() ? "****" : text, file};
}

result<saved_setting> forget_setting(const variables& environment, const std::string& name) {
  const auto full_name = full_name_of(name);
  const auto file = env_file_of(environment);
  auto text = read_file(file);
  // A misspelt one that stands in the file, and is warned of at every start, can be taken out like any other.
  if (!text || without_value(*text, full_name) == *text) RETURN_IF_ERROR(named(name));
  if (!text && text.error().code == errc::not_found) return saved_setting{full_name, {}, file};
  auto done = edit(environment, file, [&](std::string_view before) { return without_value(before, full_name); });
  RETURN_IF_ERROR(done);
  return saved_setting{full_name, {}, file};
}

}  // namespace secondbrain::ops
