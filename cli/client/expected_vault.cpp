#include "cli/client/expected_vault.hpp"

namespace secondbrain::cli {

namespace {

/// The data directory is worth a word only where the vault is the same.
bool other_vault(const expected_vault& expected, const expected_vault& served) {
  return !expected.vault.empty() && expected.vault != served.vault;
}

}  // namespace

expected_vault expected_by(const ops::loaded_config& loaded) {
  expected_vault expected;
  if (loaded.values.vault_path && ops::was_set(loaded, "SECONDBRAIN_VAULT_PATH"))
    expected.vault = loaded.values.vault_path->string();
  if (ops::was_set(loaded, "SECONDBRAIN_DATA_PATH")) expected.data = loaded.values.data_path.string();
  return expected;
}

std::string difference(const expected_vault& expected, const expected_vault& served, const std::string& address) {
  if (other_vault(expected, served))
    return "The server on " + address + " serves " + (served.vault.empty() ? "no vault" : "the vault " + served.vault) +
           "; your settings name " + expected.vault + ".";
  return "The server on " + address + " keeps its data in " + served.data + "; your settings name " + expected.data +
         ".";
}

std::string remedy(const expected_vault& expected, const expected_vault& served) {
  const std::string yours =
      "For yours, stop that server, or give yours another port with `secondbrain config set SECONDBRAIN_PORT 8001`, "
      "and start it with `secondbrain serve`.";
  if (!other_vault(expected, served)) return yours;
  if (served.vault.empty()) return yours;
  return yours + " If you mean the other one, put SECONDBRAIN_VAULT_PATH='" + served.vault + "'" +
         (expected.data.empty() ? "" : " SECONDBRAIN_DATA_PATH='" + served.data + "'") + " in front of the command.";
}

}  // namespace secondbrain::cli
