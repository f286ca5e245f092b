#include "cli/service/local_vault.hpp"

#include <chrono>
#include <memory>

#include "actors/vault_record_actor.hpp"
#include "base/error.hpp"
#include "base/time_text.hpp"
#include "brain/sync/upkeep/upkeep_preview.hpp"
#include "brain/vault/report/vault_reporter.hpp"
#include "cli/client/configured_vault.hpp"
#include "cli/service/convention_setup.hpp"
#include "cli/service/known_vault_setup.hpp"
#include "cli/service/model_setup.hpp"
#include "cli/service/sending_tools.hpp"
#include "ops/data/data_directory.hpp"
#include "ops/data/server_lock.hpp"
#include "stores/vault_record.hpp"

namespace secondbrain::cli {

namespace {

/// The record, held against servers for as long as it lives.
struct held_record {
  ops::server_lock lock;
  std::filesystem::path file;
  stores::vault_record record;
};

result<held_record> hold_record(const ops::config& settings) {
  auto data = ops::data_directory::create(settings.data_path);
  RETURN_IF_ERROR(data);
  auto lock = ops::server_lock::take(data->root());
  RETURN_IF_ERROR(lock);
  auto opened = stores::open_vault_record(data->vault_record(), settings.vault_path.value_or(std::filesystem::path{}));
  RETURN_IF_ERROR(opened);
  return held_record{std::move(*lock), data->vault_record(), std::move(opened->record)};
}

vault_status status_of(const stores::vault_record& record, const ops::config& settings) {
  const auto vault = settings.vault_path.value_or(std::filesystem::path{});
  vault_status now;
  now.data_id = record.id;
  now.path = vault.string();
  const auto found = make_known_vault(settings)->look();
  now.state = found.state;
  now.belongs_to = found.belongs_to;
  now.message = found.message;
  now.upkeep = actors::upkeep_in_force(settings.upkeep, record.upkeep, vault);
  return now;
}

status vault_is_itself(const ops::config& settings) {
  return settings.vault_path ? make_known_vault(settings)->may_write() : status{};
}

/// For models that are looked at and never asked.
class no_ledger final : public llm::usage_ledger {
 public:
  status record(const usage_record&) override { return fail(errc::internal, "no language model is asked here"); }
  result<double> spent_since(const std::string&) override { return 0.0; }
};

}  // namespace

result<vault_overview> vault_here(const ops::config& settings) {
  auto held = hold_record(settings);
  RETURN_IF_ERROR(held);
  vault_overview overview{status_of(held->record, settings), {}, {}};
  if (!settings.vault_path) return overview;
  vault::vault_reporter reporter{*settings.vault_path, std::make_shared<vault::known_conventions>(
                                                           *settings.vault_path, conventions_set_in(settings))};
  auto found = reporter.report(vault::local_day(std::chrono::system_clock::now()));
  if (found)
    overview.found = *std::move(found);
  else
    overview.found_error = found.error().message;
  return overview;
}

result<vault_status> set_upkeep_here(const ops::config& settings, consent answer) {
  if (answer == consent::given) RETURN_IF_ERROR(vault_is_itself(settings));
  auto vault = vault_of(settings);
  bool is_away = !vault && settings.vault_path && answer != consent::given;  // a no is taken then, too
  if (is_away) vault = *settings.vault_path;
  RETURN_IF_ERROR(vault);
  if (settings.upkeep != ops::upkeep_mode::ask) return fail(errc::conflict, std::string{actors::setting_decides});
  auto held = hold_record(settings);
  RETURN_IF_ERROR(held);
  held->record.upkeep = {answer, consent_source::command_line, utc_text(std::chrono::system_clock::now()),
                         stores::vault_name(*vault)};
  RETURN_IF_ERROR(stores::write_vault_record(held->file, held->record));
  return status_of(held->record, settings);
}

permission sending_here(const ops::config& settings) {
  auto record = stores::read_vault_record(settings.data_path / "vault.json").value_or(stores::vault_record{});
  const auto vault = settings.vault_path.value_or(std::filesystem::path{});
  return actors::sending_in_force(settings.sending, record, vault, {}).decision;
}

result<upkeep_preview> preview_here(const ops::loaded_config& loaded) {
  const auto& settings = loaded.values;
  RETURN_IF_ERROR(vault_is_itself(settings));
  auto vault = vault_of(settings);
  RETURN_IF_ERROR(vault);
  auto data = ops::data_directory::create(settings.data_path);
  RETURN_IF_ERROR(data);
  auto preview = sync::preview_upkeep_of(*vault, data->generated_tasks(),
                                         vault::local_day(std::chrono::system_clock::now()), inbox_by(settings)());
  if (!preview) return preview;
  no_ledger ledger;
  llm::sending_gate gate;
  auto models = make_models(loaded, ledger, gate);
  const auto record = stores::read_vault_record(data->vault_record()).value_or(stores::vault_record{});
  gate.set(actors::sending_in_force(settings.sending, record, *vault, recipients_of(*models)).allowed);
  keep_unfiled(*preview, *models);
  return preview;
}

}  // namespace secondbrain::cli
