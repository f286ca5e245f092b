#include "actors/vault_record_actor.hpp"

#include <spdlog/spdlog.h>

#include "stores/timestamps.hpp"

namespace secondbrain::actors {

permission upkeep_in_force(ops::upkeep_mode setting, const permission& said, const std::filesystem::path& vault) {
  if (setting == ops::upkeep_mode::ask || vault.empty()) return stores::permission_for(said, vault);
  return {setting == ops::upkeep_mode::on ? consent::given : consent::refused,
          consent_source::setting,
          {},
          stores::vault_name(vault)};
}

status vault_record_actor::open() {
  auto opened = stores::open_vault_record(parts_.file, vault());
  if (!opened) return tl::unexpected(opened.error());
  record_ = std::move(opened->record);
  if (opened->damage.empty()) return {};
  spdlog::error("{}", opened->damage);
  record().set_note(opened->damage);
  return {};
}

result<vault_status> vault_record_actor::handle(const get_vault&) {
  return now();
}

result<vault_status> vault_record_actor::handle(const set_upkeep& asked) {
  if (vault().empty())
    return fail(errc::vault_missing, "No vault is configured. Set SECONDBRAIN_VAULT_PATH to the folder of your notes.");
  if (parts_.upkeep != ops::upkeep_mode::ask) return fail(errc::conflict, std::string{setting_decides});
  auto changed = record_;
  changed.upkeep = {asked.answer, asked.by, stores::utc_with_offset(std::chrono::system_clock::now()),
                    stores::vault_name(vault())};
  if (auto written = stores::write_vault_record(parts_.file, changed); !written) return tl::unexpected(written.error());
  record_ = std::move(changed);
  spdlog::info("writing into the vault by itself: {} ({})", to_string(asked.answer), to_string(asked.by));
  return now();
}

result<upkeep_preview> vault_record_actor::handle(const preview_upkeep&) {
  if (!parts_.preview)
    return fail(errc::vault_missing, "No vault is configured. Set SECONDBRAIN_VAULT_PATH to the folder of your notes.");
  return parts_.preview();
}

vault_status vault_record_actor::now() const {
  return {record_.id, vault().string(), upkeep_in_force(parts_.upkeep, record_.upkeep, vault())};
}

}  // namespace secondbrain::actors
