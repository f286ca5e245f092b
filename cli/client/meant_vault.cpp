#include "cli/client/meant_vault.hpp"

namespace secondbrain::cli {

namespace {

/// The data directory is worth a word only where the vault is the same.
bool other_vault(const meant_vault& meant, const meant_vault& served) {
  return !meant.vault.empty() && meant.vault != served.vault;
}

}  // namespace

meant_vault meant_by(const ops::loaded_config& loaded) {
  meant_vault meant;
  if (loaded.values.vault_path && ops::was_set(loaded, "SECONDBRAIN_VAULT_PATH"))
    meant.vault = loaded.values.vault_path->string();
  if (ops::was_set(loaded, "SECONDBRAIN_DATA_PATH")) meant.data = loaded.values.data_path.string();
  return meant;
}

std::string difference(const meant_vault& meant, const meant_vault& served, const std::string& address) {
  if (other_vault(meant, served))
    return "The server on " + address + " serves " + (served.vault.empty() ? "no vault" : "the vault " + served.vault) +
           "; your settings name " + meant.vault + ".";
  return "The server on " + address + " keeps its data in " + served.data + "; your settings name " + meant.data + ".";
}

std::string way_out(const meant_vault& meant, const meant_vault& served) {
  const std::string yours =
      "For yours, stop that server, or give yours another port with `secondbrain config set SECONDBRAIN_PORT 8001`, "
      "and start it with `secondbrain serve`.";
  if (!other_vault(meant, served)) return yours;
  if (served.vault.empty()) return yours;
  return yours + " If the other one is meant, put SECONDBRAIN_VAULT_PATH='" + served.vault + "'" +
         (meant.data.empty() ? "" : " SECONDBRAIN_DATA_PATH='" + served.data + "'") + " in front of the command.";
}

}  // namespace secondbrain::cli
