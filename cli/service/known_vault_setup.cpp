#include "cli/service/known_vault_setup.hpp"

#include <filesystem>

#include "ops/log/logger.hpp"
#include "stores/index_tracker_store.hpp"

namespace secondbrain::cli {

namespace {

std::shared_ptr<vault::write_context> make_context(const ops::config& settings,
                                                   const std::shared_ptr<vault::known_vault>& known,
                                                   vault::settling how) {
  if (!settings.vault_path) return nullptr;
  return std::make_shared<vault::write_context>(
      *settings.vault_path, vault::system_file_operations(), how,
      [](const std::string& path) {
        ops::logger_for("vault").warn(
            "another program saved a note in the moment it was replaced; its text is kept as {}", path);
      },
      [known] { return known->may_write(); });
}

}  // namespace

std::shared_ptr<vault::known_vault> make_known_vault(const ops::config& settings) {
  auto known = std::make_shared<vault::known_vault>(settings.data_path / "vault_identity.json",
                                                    settings.vault_path.value_or(std::filesystem::path{}));
  // Where the vault was never remembered, its index knows what was in it.
  if (known->needs_to_learn() && settings.vault_path)
    if (auto notes = stores::tracked_paths(settings.data_path / "index_tracker.db")) known->assume(*notes);
  return known;
}

std::shared_ptr<vault::write_context> make_write_context(const ops::config& settings,
                                                         const std::shared_ptr<vault::known_vault>& known) {
  return make_context(settings, known, vault::settling::in_background);
}

std::shared_ptr<vault::write_context> write_context_of_known_vault(const ops::config& settings) {
  return make_context(settings, make_known_vault(settings), vault::settling::on_request);
}

}  // namespace secondbrain::cli
