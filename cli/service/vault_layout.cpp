// The branches that work on the vault for people: planner, capture, the daily sync.
#include <algorithm>
#include <system_error>

#include "actors/capture_actor.hpp"
#include "actors/periodic_actor.hpp"
#include "actors/planner_actor.hpp"
#include "actors/sync_actor.hpp"
#include "actors/sync_schedule.hpp"
#include "actors/vault_record_actor.hpp"
#include "actors/vault_report_actor.hpp"
#include "base/error.hpp"
#include "base/time_text.hpp"
#include "brain/sync/upkeep/upkeep_preview.hpp"
#include "brain/vault/report/vault_reporter.hpp"
#include "cli/service/convention_setup.hpp"
#include "cli/service/sending_tools.hpp"
#include "cli/service/tree_layout.hpp"
#include "cli/service/upkeep.hpp"
#include "ops/data/sync_markers.hpp"
#include "ops/health/health_rules.hpp"
#include "stores/noted_reader.hpp"

namespace secondbrain::cli {

using actors::worker;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr seconds store_timeout{10};
constexpr minutes clear_timeout{5};
constexpr hours index_timeout{6};     // a first index of a huge vault
constexpr hours sync_timeout{48};     // a first extraction of a huge vault
constexpr seconds between_looks{30};  // or less, when a sync is to run more often

/// Metadata as the metadata worker keeps it.
sync::metadata_access metadata_of(const address<metadata_api>& store) {
  sync::metadata_access access;
  access.put = [store](const note_metadata& metadata) {
    return store.ask(put_metadata{metadata}, store_timeout).map([](nothing) {});
  };
  access.list = [store](int offset, int limit) { return store.ask(list_metadata{offset, limit}, store_timeout); };
  access.remove = [store](const std::vector<std::string>& paths) {
    return store.ask(delete_metadata{paths}, store_timeout).map([](nothing) {});
  };
  return access;
}

sync::step_function index_with(const address<index_api>& index) {
  return [index](const sync::step_control&) -> result<sync::step_result> {
    auto report = index.ask(run_index{index_mode::incremental, index_trigger::api}, index_timeout);
    RETURN_IF_ERROR(report);
    return sync::step_result{"The notes were read: " + std::to_string(report->files_new) + " new, " +
                                 std::to_string(report->files_modified) + " modified, " +
                                 std::to_string(report->files_deleted) + " deleted, " +
                                 std::to_string(report->files_unchanged) + " unchanged notes.",
                             {}};
  };
}

/// Asks for a full sync whenever one is due and the vault is there. The markers tell when the last one was, so a run
/// from the command line or by cron counts.
actors::child_spec lay_out_schedule(const tree_parts& parts) {
  auto under_way = std::make_shared<std::atomic<bool>>(false);
  auto times = std::make_shared<actors::sync_schedule>(parts.settings.sync_interval);
  actors::periodic_task schedule;
  schedule.first_after = std::min<seconds>(between_looks, parts.settings.sync_interval);
  schedule.interval = schedule.first_after;
  schedule.body = [runner = parts.fronts.addresses.sync, data = parts.data.root(), vault = parts.settings.vault_path,
                   in_place = directory_question(parts), times, under_way] {
    if (!in_place()) return;  // health says so; without its markers every sync would seem due
    if (ops::look_at_vault(vault) != ops::vault_condition::ok) return times->vault_is_away();  // health says so
    if (ops::read_sync_status(data).state == sync_state::failed) times->another_failed();
    auto last = ops::last_sync_attempt(data);
    if (!times->is_due(last, std::chrono::system_clock::now()) || under_way->exchange(true)) return;
    runner.send(run_sync{std::nullopt, sync_trigger::schedule}, sync_timeout,
                [times, under_way](const result<sync_report>& report) {
                  if (report && report->succeeded)
                    times->run_ended_well();
                  else
                    times->run_failed();
                  under_way->store(false);
                });
  };
  return worker<actors::periodic_actor, caf::no_spawn_options>("schedule", schedule);
}

/// The steps, each of which looks first whether the data directory is still there: for want of what it remembers there
/// it would take old edits for new ones.
sync::step_table where_in_place(const std::function<status()>& in_place, sync::step_table steps) {
  for (auto& [step, work] : steps)
    work = [in_place, work = std::move(work)](const sync::step_control& control) -> result<sync::step_result> {
      RETURN_IF_ERROR(in_place());
      return work(control);
    };
  return steps;
}

extraction where_in_place(const std::function<status()>& in_place, extraction extract) {
  return [in_place, extract = std::move(extract)](const extract_notes& request,
                                                  const sync::step_control& control) -> result<extraction_report> {
    RETURN_IF_ERROR(in_place());
    return extract(request, control);
  };
}

actors::sending_rules sending_rules_of(const tree_parts& parts) {
  const sending_tools tools{parts.settings.vault_path,
                            parts.data,
                            parts.models,
                            metadata_of(parts.fronts.addresses.metadata),
                            parts.sending_feed,
                            conventions_set_in(parts.settings).copies,
                            inbox_by(parts.conventions)};
  return {
      parts.settings.sending,      recipients_of(parts.models),  [tools] { return estimate_now(tools); }, parts.gate,
      parts.settings.daily_budget, parts.settings.monthly_budget};
}

/// Makes the folder as it is now the vault of this data: what is known of the former one is cleared away first.
std::function<status()> vault_adopter(const tree_parts& parts) {
  return [known = parts.known_vault, index = parts.fronts.addresses.index, lists = parts.data.generated_tasks()] {
    auto found = known->look().state;
    bool is_other = found == vault_state::another || found == vault_state::emptied;
    if (is_other) {
      if (auto cleared = index.ask(clear_index{}, clear_timeout); !cleared) return status{fail(cleared.error())};
      // Otherwise the former lists would be taken for what this vault said last.
      std::error_code not_there;
      std::filesystem::rename(lists, lists.string() + ".former", not_there);
    }
    auto adopted = known->adopt();
    // In the same vault it is said that what is gone from it is meant to be gone.
    auto mode = is_other ? index_mode::incremental : index_mode::full_rebuild;
    if (adopted) index.send(start_index{mode, index_trigger::api, {}}, store_timeout, [](auto) {});
    return adopted;
  };
}

}  // namespace

actors::supervisor_spec lay_out_vault(const tree_parts& parts) {
  actors::planner_parts planning{parts.settings.vault_path, parts.data.generated_tasks()};
  planning.written_notes = parts.data.written_notes();
  planning.write_context = parts.write_context;
  planning.watches_folder = parts.settings.watch == ops::watch_mode::automatic;
  planning.stock_taken = parts.stock_taken;
  planning.conventions = parts.conventions;
  planning.open_index = [file = parts.data.lexical()] {
    return [reader = std::make_shared<stores::task_reader>(file)] { return reader->changed(); };
  };
  planning.open_events = [file = parts.data.lexical()]() -> vault::event_source {
    return [reader = std::make_shared<stores::event_reader>(file)] { return reader->changed(); };
  };
  planning.upkeep = upkeep_question(parts.settings, parts.data);
  actors::vault_record_parts remembering{
      parts.data.vault_record(), parts.settings.vault_path, parts.settings.upkeep, {}, sending_rules_of(parts)};
  remembering.describe = [known = parts.known_vault](vault_status& vault) {
    auto found = known->look();
    vault.state = found.state;
    vault.belongs_to = found.belongs_to;
    vault.message = found.message;
  };
  remembering.adopt = vault_adopter(parts);
  remembering.in_place = directory_question(parts);
  if (parts.settings.vault_path)
    remembering.preview = [vault = *parts.settings.vault_path, lists = parts.data.generated_tasks(),
                           &models = parts.models, inbox = inbox_by(parts.conventions)] {
      auto preview = sync::preview_upkeep_of(vault, lists, vault::local_day(std::chrono::system_clock::now()), inbox());
      if (preview) keep_unfiled(*preview, models);
      return preview;
    };
  actors::vault_report_parts reporting;
  if (parts.conventions)
    reporting.look_at_vault =
        [reporter = std::make_shared<vault::vault_reporter>(*parts.settings.vault_path, parts.conventions)](
            const std::function<bool()>& cancelled) {
          return reporter->report(vault::local_day(std::chrono::system_clock::now()), cancelled);
        };
  actors::capture_parts capturing{
      parts.settings.vault_path,
      parts.data.inbox_journal(),
      parts.write_context,
      inbox_by(parts.conventions),
      parts.settings.tool_copies ? vault::tool_copies::taken_in : vault::tool_copies::left_out,
      parts.conventions};
  return branch(parts, {worker<actors::vault_record_actor>("record", parts.fronts.vault, remembering),
                        worker<actors::vault_report_actor>("report", parts.fronts.vault_report, reporting),
                        worker<actors::planner_actor>("planner", parts.fronts.planner, planning),
                        worker<actors::capture_actor>("capture", parts.fronts.capture, capturing)});
}

actors::supervisor_spec lay_out_sync(const tree_parts& parts) {
  sync_tools tools{
      parts.settings.vault_path,
      parts.data,
      [settings = parts.fronts.addresses.settings] { return settings.ask(get_categories{}, store_timeout); },
      parts.models,
      metadata_of(parts.fronts.addresses.metadata),
      index_with(parts.fronts.addresses.index),
      upkeep_question(parts.settings, parts.data),
      parts.sending_feed,
      parts.write_context,
      conventions_set_in(parts.settings).copies,
      inbox_by(parts.conventions)};
  actors::sync_parts running{parts.data.root(), where_in_place(directory_question(parts), make_sync_steps(tools)),
                             where_in_place(directory_question(parts), make_extraction(tools)),
                             parts.sync_progress_feed};
  auto runner = worker<actors::sync_actor>("runner", parts.fronts.sync, running);
  runner.grace = minutes{2};  // it ends its call to a model first
  if (parts.settings.vault_path && parts.settings.sync_interval.count() > 0)
    return branch(parts, {runner, lay_out_schedule(parts)});
  return branch(parts, {runner});
}

}  // namespace secondbrain::cli
