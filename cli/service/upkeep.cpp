#include "cli/service/upkeep.hpp"

#include "actors/vault_record_actor.hpp"
#include "stores/vault_record.hpp"

namespace secondbrain::cli {

namespace {

constexpr std::string_view opening = "Not enabled: ";

}  // namespace

permission upkeep_now(const ops::config& settings, const ops::data_directory& data) {
  return upkeep_question(settings, data)();
}

std::function<permission()> upkeep_question(const ops::config& settings, const ops::data_directory& data) {
  return [mode = settings.upkeep, vault = settings.vault_path.value_or(std::filesystem::path{}),
          file = data.vault_record()] {
    auto record = stores::read_vault_record(file);
    return actors::upkeep_in_force(mode, record ? record->upkeep : permission{}, vault);
  };
}

std::string not_enabled(const permission& upkeep) {
  if (upkeep.by == consent_source::setting)
    return std::string{opening} +
           "the setting SECONDBRAIN_VAULT_UPKEEP is off, so SecondBrain writes nothing into this vault.";
  return std::string{opening} +
         "SecondBrain writes nothing into this vault by itself. `secondbrain vault preview` shows what it "
         "would write, `secondbrain vault enable` allows it.";
}

bool is_not_enabled(const sync_step_report& step) {
  return step.summary.starts_with(opening);
}

}  // namespace secondbrain::cli
