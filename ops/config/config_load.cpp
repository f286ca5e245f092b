#include "ops/config/config_load.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/ip_address.hpp"
#include "base/redaction.hpp"
#include "base/text.hpp"
#include "ops/config/config_as_if.hpp"
#include "ops/config/config_table.hpp"
#include "ops/config/config_value.hpp"
#include "ops/config/dotenv.hpp"
#include "ops/config/env_file.hpp"
#include "ops/config/place_contradictions.hpp"
#include "ops/config/restic_address.hpp"
#include "ops/config/secret_file.hpp"
#include "ops/config/vector_store_address.hpp"

#ifdef __APPLE__
#include <crt_externs.h>
#endif

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mask = "****";
constexpr std::string_view by_default = "default";
constexpr std::size_t shortest_token = 8;

/// Where a value came from, and the values by upper-case name.
struct source {
  std::string name;
  variables values;
};

/// A value that counts, and where it came from.
struct chosen {
  std::string text;
  std::string source_name;
};

/// Only our names, in upper case, and only those that have a value: empty means unset.
source keep_ours(std::string name, const variables& values) {
  source kept{std::move(name), {}};
  for (const auto& [key, value] : values)
    if (auto upper = ascii_upper_case(key); upper.starts_with(variable_prefix) && !trimmed(value).empty())
      kept.values.try_emplace(std::move(upper), trimmed(value));
  return kept;
}

source in_env_file(const fs::path& file, const std::string& text, std::vector<std::string>& warnings) {
  auto parsed = parse_dotenv(text);
  for (auto line : parsed.bad_lines)
    warnings.push_back(file.string() + " line " + std::to_string(line) + " is not NAME=value; it is ignored");
  variables values;
  for (auto& [name, value] : parsed.values) values.insert_or_assign(ascii_upper_case(name), std::move(value));
  return keep_ours(file.string(), values);
}

void warn_of_unknown(const source& from, std::vector<std::string>& warnings) {
  constexpr std::size_t plausible_typos = 3;
  for (const auto& [name, value] : from.values) {
    if (name == env_file_variable || find_variable(name) != nullptr || secret_kept_by(name) != nullptr) continue;
    auto warning = name + " (" + from.name + ") is not a setting; it is ignored";
    if (const auto& nearest = nearest_variable(name); edit_distance(name, nearest.name) <= plausible_typos)
      warning += ". Did you mean " + std::string{nearest.name} + "?";
    warnings.push_back(std::move(warning));
  }
}

bool holds_secrets(const source& from) {
  return std::any_of(from.values.begin(), from.values.end(), [](const auto& pair) {
    const auto* known = find_variable(pair.first);
    return known != nullptr && known->shown == visibility::secret;
  });
}

/// A file with secrets in it should be nobody else's to read.
void warn_of_readable_secrets(const fs::path& file, std::vector<std::string>& warnings) {
  struct stat info {};
  if (::stat(file.c_str(), &info) == 0 && (info.st_mode & (S_IRGRP | S_IROTH)) != 0)
    warnings.push_back(file.string() + " holds secrets and others may read it; run: chmod 600 " + file.string());
}

/// What cannot be kept out of the log protects little in any case.
void warn_of_short_secrets(const config& values, std::vector<std::string>& warnings) {
  for (const auto& variable : config_table()) {
    const auto length = variable.shown == visibility::secret ? text_of(values, variable).size() : 0;
    if (length > 0 && length < shortest_hidden_secret)
      warnings.push_back(std::string{variable.name} + " is shorter than " + std::to_string(shortest_hidden_secret) +
                         " characters: it is guessed quickly, and cannot be hidden in the log; choose a longer one");
  }
}

constexpr std::array<std::string_view, 5> channel_names{"ntfy", "webhook", "email", "desktop", "command"};

/// Whether the channel is set up as well is looked at when the service starts, as each can be set before the other.
void add_unknown_channel(const config& values, std::vector<std::string>& problems) {
  const auto& name = values.briefing_channel;
  if (name.empty() || std::find(channel_names.begin(), channel_names.end(), name) != channel_names.end()) return;
  problems.push_back("SECONDBRAIN_BRIEFING_CHANNEL=" + name + " must be ntfy, webhook, email, desktop or command");
}

bool leaves_the_vault(const std::string& folder) {
  const fs::path path{folder};
  return path.is_absolute() || folder.starts_with('~') ||
         std::find(path.begin(), path.end(), fs::path{".."}) != path.end();
}

void add_wrong_folders(const config& values, std::vector<std::string>& problems) {
  const auto refuse = [&problems](std::string_view name, const std::string& folder) {
    problems.push_back(std::string{name} + "=" + folder +
                       " must be a folder of the vault, written as it is called from there: Journal/Daily");
  };
  if (const auto& folder = values.daily_folder; folder != "/" && leaves_the_vault(folder))
    refuse("SECONDBRAIN_DAILY_FOLDER", folder);
  for (const auto& [name, folder] : {std::pair{"SECONDBRAIN_INBOX_FOLDER", &values.inbox_folder},
                                     std::pair{"SECONDBRAIN_TEMPLATES_FOLDER", &values.templates_folder},
                                     std::pair{"SECONDBRAIN_ATTACHMENTS_FOLDER", &values.attachments_folder}})
    if (leaves_the_vault(*folder)) refuse(name, *folder);
  for (const auto& folder : values.excluded_folders)
    if (leaves_the_vault(folder)) refuse("SECONDBRAIN_EXCLUDED_FOLDERS", folder);
}

/// What no single value can tell.
std::vector<std::string> contradictions(const config& values) {
  std::vector<std::string> problems;
  if (!values.token.empty() && values.token.size() < shortest_token)
    problems.push_back("SECONDBRAIN_TOKEN is too short; at least " + std::to_string(shortest_token) +
                       " characters are needed");
  if (!is_loopback(values.host) && values.token.empty())
    problems.push_back("SECONDBRAIN_HOST=" + values.host +
                       " can be reached from other machines; set SECONDBRAIN_TOKEN, or listen on 127.0.0.1");
  if (values.hang_limit <= values.hang_deadline)
    problems.push_back(
        "SECONDBRAIN_HANG_LIMIT=" + std::to_string(values.hang_limit.count()) +
        " must be longer than SECONDBRAIN_HANG_DEADLINE=" + std::to_string(values.hang_deadline.count()));
  for (const auto& [name, address] :
       {std::pair{"OLLAMA", &values.ollama_base_url}, std::pair{"OPENAI", &values.openai_base_url},
        std::pair{"ANTHROPIC", &values.anthropic_base_url}})
    if (!address->starts_with("http://") && !address->starts_with("https://"))
      problems.push_back("SECONDBRAIN_" + std::string{name} + "_BASE_URL=" + *address +
                         " must begin with http:// or https://");
  if (fs::path name = values.metadata_db_name; name.filename() != name || name == "." || name == "..")
    problems.push_back("SECONDBRAIN_METADATA_DB_NAME=" + values.metadata_db_name +
                       " must be a file name without directories");
  if (const auto checked = check_vector_store(values.vector_store); !checked)
    problems.push_back("SECONDBRAIN_VECTOR_STORE=**** is wrong: " + checked.error().message);
  add_unknown_channel(values, problems);
  add_wrong_folders(values, problems);
  for (auto& problem : contradictions_of_places(values)) problems.push_back(std::move(problem));
  return problems;
}

std::optional<chosen> choose(const std::string& name, const std::vector<source>& strongest_first) {
  for (const auto& from : strongest_first)
    if (auto found = from.values.find(name); found != from.values.end()) return chosen{found->second, from.name};
  return std::nullopt;
}

failed both_are_set(const std::string& name, const source& from) {
  return fail(errc::invalid_argument,
              name + " and " + secret_file_name(name) + " (" + from.name + ") are both set; take one out");
}

/// What the file that a source names holds.
result<chosen> secret_in(const std::string& named_file, const std::string& name, const source& from,
                         const path_base& base) {
  const auto file = resolve_path(named_file, base.directory, base.home);
  auto secret = read_secret(file);
  if (!secret)
    return fail(errc::invalid_argument,
                secret_file_name(name) + "=" + named_file + " (" + from.name + ") " + secret.error().message);
  return chosen{std::move(*secret), file.string()};
}

/// A source names the secret, or the file that holds it. The error is a whole sentence.
result<std::optional<chosen>> choose_secret(const std::string& name, const std::vector<source>& strongest_first,
                                            const path_base& base, std::vector<std::string>& warnings) {
  const auto in_file = secret_file_name(name);
  for (const auto& from : strongest_first) {
    const auto named = from.values.find(in_file);
    const bool is_there = from.values.contains(name);
    if (named == from.values.end() && !is_there) continue;
    if (named == from.values.end()) return choose(name, {from});
    if (is_there) return both_are_set(name, from);
    auto secret = secret_in(named->second, name, from, base);
    RETURN_IF_ERROR(secret);
    warn_of_readable_secrets(secret->source_name, warnings);
    return std::optional{std::move(*secret)};
  }
  return std::optional<chosen>{};
}

result<loaded_config> load(const variables& environment, const variables& command_line, const fs::path& env_file,
                           const std::string& env_text) {
  loaded_config loaded;
  loaded.env_file = env_file;
  auto file = in_env_file(env_file, env_text, loaded.warnings);
  if (holds_secrets(file)) warn_of_readable_secrets(loaded.env_file, loaded.warnings);
  const std::vector<source> sources{keep_ours("command line", command_line), keep_ours("environment", environment),
                                    std::move(file)};
  for (const auto& from : sources) warn_of_unknown(from, loaded.warnings);

  loaded.values.data_path = default_data_path(environment);
  loaded.values.backup_path = default_backup_path(environment);
  loaded.values.models_path = default_models_path(environment);
  const path_base base{loaded.env_file.parent_path(), home_directory(environment)};
  std::vector<std::string> problems;
  for (const auto& variable : config_table()) {
    const std::string name{variable.name};
    auto secret = variable.shown == visibility::secret;
    auto found = secret ? choose_secret(name, sources, base, loaded.warnings) : choose(name, sources);
    if (!found) problems.push_back(found.error().message);
    const auto chosen = found.value_or(std::nullopt);
    if (chosen) {
      if (auto allowed = assign(loaded.values, variable, chosen->text, base))
        problems.push_back(name + "=" + (secret ? std::string{mask} : chosen->text) + " (" + chosen->source_name +
                           ") must be " + *allowed);
    }
    loaded.explained.push_back({name, secret && chosen ? std::string{mask} : text_of(loaded.values, variable),
                                chosen ? chosen->source_name : std::string{by_default}});
  }

  for (auto& problem : contradictions(loaded.values)) problems.push_back(std::move(problem));
  if (!problems.empty()) return fail(errc::invalid_argument, "the configuration is wrong:\n" + join(problems, "\n"));
  warn_of_short_secrets(loaded.values, loaded.warnings);
  for (auto& warning : warnings_of_places(loaded.values)) loaded.warnings.push_back(std::move(warning));
  return loaded;
}

}  // namespace

result<loaded_config> load_config(const variables& environment, const variables& command_line) {
  const auto file = env_file_of(environment);
  const auto text = read_file(file);
  if (!text && text.error().code != errc::not_found) return fail(text.error(), "reading the configuration");
  return load(environment, command_line, file, text.value_or(std::string{}));
}

result<loaded_config> load_config_as_if(const variables& environment, const std::string& env_text) {
  return load(environment, {}, env_file_of(environment), env_text);
}

bool was_set(const loaded_config& loaded, std::string_view name) {
  return std::any_of(loaded.explained.begin(), loaded.explained.end(),
                     [&](const auto& setting) { return setting.name == name && setting.source != by_default; });
}

variables process_environment() {
#ifdef __APPLE__
  char** entry = *_NSGetEnviron();
#else
  char** entry = environ;
#endif
  variables all;
  for (; *entry != nullptr; ++entry) {
    std::string_view pair = *entry;
    auto equals = pair.find('=');
    if (equals != std::string_view::npos) all.emplace(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return all;
}

std::vector<std::string> secrets_of(const config& values) {
  std::vector<std::string> secrets;
  for (const auto& variable : config_table())
    if (variable.shown == visibility::secret)
      if (auto text = text_of(values, variable); !text.empty()) secrets.push_back(std::move(text));
  // An address without a password in it is named in sentences.
  if (shown_restic_address(values.restic_repository) == values.restic_repository)
    std::erase(secrets, values.restic_repository);
  auto passwords = passwords_in_vector_store(values.vector_store);
  if (passwords.empty()) std::erase(secrets, values.vector_store);
  std::move(passwords.begin(), passwords.end(), std::back_inserter(secrets));
  return secrets;
}

}  // namespace secondbrain::ops
