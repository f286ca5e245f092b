#include "cli/service/local_sync.hpp"

#include <memory>

#include "actors/vault_record_actor.hpp"
#include "base/error.hpp"
#include "cli/service/convention_setup.hpp"
#include "cli/service/known_vault_setup.hpp"
#include "cli/service/model_setup.hpp"
#include "cli/service/sending_tools.hpp"
#include "cli/service/service_ledger.hpp"
#include "cli/service/sync_steps.hpp"
#include "cli/service/upkeep.hpp"
#include "ops/data/data_directory.hpp"
#include "ops/data/reindex_markers.hpp"
#include "ops/data/server_lock.hpp"
#include "ops/data/sync_history.hpp"
#include "stores/metadata_store.hpp"
#include "stores/settings_store.hpp"
#include "stores/vault_record.hpp"

namespace secondbrain::cli {

namespace {

/// The stores that a sync works with, opened by this process.
struct open_stores {
  open_stores(stores::metadata_store opened, const std::filesystem::path& settings_file, stores::usage_store usage)
      : metadata{std::move(opened)}, settings{settings_file}, ledger{std::move(usage)} {}

  stores::metadata_store metadata;
  stores::settings_store settings;
  file_ledger ledger;
};

result<std::unique_ptr<open_stores>> open_all(const ops::config& settings, const ops::data_directory& data) {
  auto metadata = stores::metadata_store::open(data.metadata(settings.metadata_db_name));
  RETURN_IF_ERROR(metadata);
  auto usage = stores::usage_store::open(data.usage());
  RETURN_IF_ERROR(usage);
  return std::make_unique<open_stores>(std::move(*metadata), data.settings(), std::move(*usage));
}

sync::step_function request_index(const ops::config& settings) {
  return [data = settings.data_path, vault = settings.vault_path](const sync::step_control&) {
    return ops::write_trigger(data, vault ? vault->string() : std::string{}).map([] {
      return sync::step_result{"No server is running: the next one will index the vault (trigger file written).", {}};
    });
  };
}

}  // namespace

result<sync_report> run_sync_here(const ops::loaded_config& loaded, const std::optional<sync_step>& only,
                                  const std::function<void(const sync_progress&)>& on_progress) {
  const auto& settings = loaded.values;
  auto data = ops::data_directory::create(settings.data_path);
  RETURN_IF_ERROR(data);
  auto lock = ops::server_lock::take(data->root());
  RETURN_IF_ERROR(lock);
  // The predecessor's data counts as a yes from here on.
  auto record = stores::open_vault_record(data->vault_record(), settings.vault_path.value_or(std::filesystem::path{}));
  RETURN_IF_ERROR(record);
  auto opened = open_all(settings, *data);
  RETURN_IF_ERROR(opened);
  auto& open = **opened;

  llm::sending_gate gate;
  auto models = make_models(loaded, open.ledger, gate);
  auto vault_record = stores::read_vault_record(data->vault_record());
  RETURN_IF_ERROR(vault_record);
  gate.set(actors::sending_in_force(settings.sending, *vault_record,
                                    settings.vault_path.value_or(std::filesystem::path{}), recipients_of(*models))
               .allowed);
  sync::metadata_access metadata{
      [&open](const note_metadata& of) { return open.metadata.put(of); },
      [&open](int offset, int limit) { return open.metadata.list(offset, limit); },
      [&open](const std::vector<std::string>& paths) { return open.metadata.remove(paths); }};
  sync_tools tools{settings.vault_path,
                   *data,
                   [&open] { return open.settings.categories(); },
                   *models,
                   metadata,
                   request_index(settings),
                   upkeep_question(settings, *data),
                   {},
                   write_context_of_known_vault(settings),
                   conventions_set_in(settings).copies,
                   inbox_by(settings)};
  auto report = sync::run_steps({only, sync_trigger::command_line}, make_sync_steps(tools), {on_progress, {}});
  RETURN_IF_ERROR(ops::record_sync(data->root(), report));
  return report;
}

}  // namespace secondbrain::cli
