#include "cli/client/configured_vault.hpp"
#include "base/error.hpp"

namespace secondbrain::cli {

result<ops::loaded_config> configuration_for(const ops::variables& environment, const std::string& other_vault) {
  ops::variables command_line;
  if (!other_vault.empty())
    command_line.emplace("SECONDBRAIN_VAULT_PATH", std::filesystem::absolute(other_vault).string());
  return ops::load_config(environment, command_line);
}

result<std::filesystem::path> vault_of(const ops::config& settings) {
  if (!settings.vault_path)
    return fail(errc::vault_missing,
                "no vault is configured; choose the folder of your notes with `secondbrain config set "
                "SECONDBRAIN_VAULT_PATH /the/folder`, or give --vault-path");
  std::error_code unreadable;
  if (!std::filesystem::is_directory(*settings.vault_path, unreadable))
    return fail(errc::vault_missing, "the vault " + settings.vault_path->string() +
                                         " is not a directory; check how SECONDBRAIN_VAULT_PATH is spelt, or give "
                                         "--vault-path");
  return *settings.vault_path;
}

}  // namespace secondbrain::cli
