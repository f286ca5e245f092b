#include "actors/reindexer.hpp"

#include <spdlog/spdlog.h>

#include "base/time_text.hpp"
#include "brain/vault/changes/indexing.hpp"
#include "messages/no_vault.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using std::chrono::system_clock;

constexpr seconds lock_refresh_interval{30};

std::string describe(const index_report& report) {
  return std::to_string(report.files_new) + " new, " + std::to_string(report.files_modified) + " modified, " +
         std::to_string(report.files_deleted) + " deleted, " + std::to_string(report.files_unchanged) +
         " unchanged notes; " + std::to_string(report.chunks_created) +
         (report.chunks_created == 1 ? " passage" : " passages");
}

}  // namespace

reindexer::reindexer(caf::actor_config& config, child_context context, const front_ptr& front, reindexer_parts parts)
    : service_actor{config, std::move(context), front},
      parts_{std::move(parts)},
      journal_{parts_.data_directory},
      last_run_id_{parts_.progress->latest().value.run_id} {}

caf::message_handler reindexer::own_handlers() {
  return {on<next_slice>([this](const next_slice&) { step(); })};
}

status reindexer::open() {
  journal_.recall();
  if (journal_.suspects() > 0)
    spdlog::warn("index: the last run ended while {} notes were prepared; these come last, one at a time",
                 journal_.suspects());
  return {};
}

void reindexer::close() noexcept {
  settle_journal();  // an orderly end: nobody is suspected
  if (run_) publish(index_phase::failed, {}, "the run was interrupted; it is done again");
  run_.reset();  // releases the lock
  next_.reset();
}

// ---- requests ----

index_order& reindexer::order(index_mode mode, index_trigger trigger) {
  bool shared = run_ && run_->stage == index_stage::taking_lock;
  if (!shared && !next_) next_.emplace(index_order{++last_run_id_, mode, trigger, {}});
  compat::post(self(), next_slice{});
  auto& ordered = shared ? run_->order : *next_;
  if (mode == index_mode::full_rebuild) ordered.mode = mode;
  if (ordered.trigger == index_trigger::watcher || trigger == index_trigger::api) ordered.trigger = trigger;
  if (trigger == index_trigger::api) ordered.look.everywhere = true;  // somebody wants to be sure
  return ordered;
}

void reindexer::handle(const run_index& asked, reply_slot<run_index> slot) {
  order(asked.mode, asked.trigger).waiting.push_back(std::move(slot));
}

result<index_accepted> reindexer::handle(const start_index& asked) {
  auto& ordered = order(asked.mode, asked.trigger);
  ordered.look.paths.insert(asked.paths.begin(), asked.paths.end());
  return index_accepted{ordered.run_id};
}

void reindexer::handle(const clear_index&, reply_slot<clear_index> slot) {
  if (run_)
    return slot.deliver(secondbrain::fail(errc::busy, "an index run is under way; clear the index when it has ended"));
  auto lock = ops::reindex_lock::take(parts_.data_directory);
  if (!lock) return slot.deliver(tl::unexpected<error>(lock.error()));
  struct clearing {
    reply_slot<clear_index> slot;
    ops::reindex_lock lock;  // held until the answer
  };
  auto under_way = std::make_shared<clearing>(clearing{std::move(slot), std::move(*lock)});
  ask_then(parts_.tracker, clear_tracker{}, store_timeout, [this, under_way](result<nothing> tracker) {
    if (!tracker) return under_way->slot.deliver(std::move(tracker));
    ask_then(parts_.lexical, clear_lexical{}, store_timeout, [this, under_way](result<nothing> lexical) {
      if (!lexical) return under_way->slot.deliver(std::move(lexical));
      ask_then(parts_.vectors, clear_vectors{}, store_timeout, [this, under_way](result<nothing> vectors) {
        ledger_.clear();
        under_way->slot.deliver(std::move(vectors));
      });
    });
  });
}

// ---- a run ----

void reindexer::step() {
  if (!run_) return begin_run();
  switch (run_->stage) {
    case index_stage::taking_lock: return take_lock();
    case index_stage::preparing: return prepare_batch();
    case index_stage::loading:
    case index_stage::scanning:
    case index_stage::removing: return;  // these go on with an answer
  }
}

void reindexer::begin_run() {
  if (!next_) return;
  run_.emplace();
  run_->order = std::move(*std::exchange(next_, std::nullopt));
  run_->started_at = system_clock::now();
  run_->report.run_id = run_->order.run_id;
  if (!parts_.vault) return fail_run({errc::vault_missing, no_vault_yet}, index_phase::frozen);
  if (parts_.may_index) {
    if (auto allowed = parts_.may_index(); !allowed) return fail_run(allowed.error(), index_phase::frozen);
  }
  take_lock();
}

void reindexer::take_lock() {
  auto lock = ops::reindex_lock::take(parts_.data_directory);
  if (!lock && lock.error().code == errc::locked) {
    return publish(index_phase::waiting_for_lock, {}, lock.error().message);  // the next order tries again
  }
  if (!lock) return fail_run(std::move(lock.error()));
  run_->lock.emplace(std::move(*lock));
  run_->lock_refreshed = steady_clock::now();
  if (auto trigger = ops::read_trigger(parts_.data_directory)) run_->trigger_file = std::move(*trigger);
  run_->stage = index_stage::loading;
  load();
}

void reindexer::load() {
  if (parts_.progress->latest().value.trouble.empty()) publish(index_phase::scanning);
  must(parts_.tracker, load_tracked_files{}, [this](std::vector<tracked_file> tracked) {
    run_->tracked = std::move(tracked);
    run_->notes_known = static_cast<int>(run_->tracked.size());
    published_at_ = {};  // how many notes can be found from before is news
    if (parts_.progress->latest().value.trouble.empty()) publish(index_phase::scanning);
    load_counts();
  });
}

void reindexer::load_counts() {
  // A save seen by the watcher must become searchable at once; comparing the stores is for the runs that take stock.
  bool take_stock = run_->order.trigger != index_trigger::watcher;
  run_->stage = index_stage::scanning;
  if (!take_stock) return scan();
  must(parts_.lexical, count_chunks_by_note{}, [this](std::vector<chunk_count_of_note> counts) {
    run_->stored.emplace();
    for (auto& each : counts) run_->stored->emplace(std::move(each.path), each.chunks);
    scan();
  });
}

void reindexer::scan() {
  run_->scanned_at = system_clock::now();
  auto found = vault::scan_vault(*parts_.vault);
  auto changes = vault::classify(found, run_->tracked, run_->order.look);
  auto held = std::max(run_->tracked.size(), run_->stored ? run_->stored->size() : 0);
  bool insisted = run_->order.mode == index_mode::full_rebuild && found.condition == vault::vault_condition::ok;
  if (auto reason = vault::reason_to_freeze(found, changes, held, parts_.deletions); reason && !insisted)
    return fail_run({errc::vault_missing, *reason}, index_phase::frozen);
  if (run_->order.mode == index_mode::incremental) return plan(found, changes);
  must(parts_.tracker, clear_tracker{}, [this, found = std::move(found)](nothing) {
    must(parts_.lexical, clear_lexical{}, [this, found](nothing) {
      // The vectors stay: they are of texts, and those that are found again need not be paid for again.
      ledger_.clear();
      journal_.forgive();
      run_->tracked.clear();
      run_->stored.reset();
      plan(found, vault::classify(found, {}));
    });
  });
}

void reindexer::plan(const vault::scan_result& found, const vault::file_changes& changes) {
  auto now = utc_text(system_clock::now());
  run_->plan = make_index_plan(found, changes, run_->tracked, run_->stored);
  for (const auto& file : run_->tracked)
    ledger_.set(file.path, ledger_state::indexed, file.indexed_at, {}, file.chunk_count);
  for (const auto& problem : found.problems) {
    ledger_.set(problem.path, ledger_state::failed, now, problem.message);
    bool may_hide_notes = problem.kind == vault::scan_problem_kind::directory_unreadable ||
                          problem.kind == vault::scan_problem_kind::file_unreadable;
    if (may_hide_notes && run_->places_unreadable++ == 0) run_->unreadable = problem.message;
  }
  for (const auto& each : run_->plan.to_do) ledger_.set(each.file.path, ledger_state::pending, now);
  run_->report.files_new = static_cast<int>(changes.added.size());
  run_->report.files_unchanged = static_cast<int>(changes.unchanged);
  count_notes(found);
  leave_out_what_was_set_aside();
  run_->files_total = static_cast<int>(run_->plan.to_do.size());
  run_->stage = index_stage::preparing;
  publish(index_phase::indexing);
  prepare_batch();
}

/// What can be found already: what is tracked, and what is stored although it is looked at anew.
void reindexer::count_notes(const vault::scan_result& found) {
  std::unordered_set<std::string_view> findable;
  for (const auto& file : run_->tracked) findable.insert(file.path);
  if (run_->stored)
    for (const auto& [path, chunks] : *run_->stored) findable.insert(path);
  for (const auto& file : found.files)
    if (!findable.contains(file.path)) run_->not_found_yet.insert(file.path);
  run_->notes_total = static_cast<int>(found.files.size());
  std::unordered_set<std::string_view> listed;
  for (const auto& file : found.files) listed.insert(file.path);
  journal_.forget_others([&](const std::string& path) { return listed.contains(path); });
}

void reindexer::remove_gone() {
  run_->stage = index_stage::removing;
  run_->report.files_deleted = static_cast<int>(run_->plan.gone.size());
  if (run_->plan.gone.empty()) return finish();
  must(parts_.lexical, remove_notes{run_->plan.gone}, [this](nothing) {
    must(parts_.vectors, remove_vectors{run_->plan.gone}, [this](nothing) {
      must(parts_.metadata, delete_metadata{run_->plan.gone}, [this](nothing) {
        must(parts_.tracker, forget_files{run_->plan.gone}, [this](nothing) {
          for (const auto& path : run_->plan.gone) ledger_.erase(path);
          finish();
        });
      });
    });
  });
}

void reindexer::finish() {
  settle_journal();  // before anybody is told that the run has ended: the lock is still held
  auto& report = run_->report;
  report.duration = std::chrono::duration_cast<milliseconds>(system_clock::now() - run_->started_at);
  auto written = ops::write_epoch(parts_.data_directory, parts_.vault->string());
  if (written && run_->trigger_file) written = ops::consume_trigger(parts_.data_directory, *run_->trigger_file);
  if (!written) spdlog::warn("index: {}", written.error().message);
  bool changed = report.files_new + report.files_modified + report.files_deleted > 0;
  if (changed || run_->order.trigger != index_trigger::sweep)
    ops::log_event("index", "reindex_complete",
                   {{"summary", describe(report)},
                    {"trigger", to_string(run_->order.trigger)},
                    {"duration_ms", report.duration.count()}});
  for (auto& slot : run_->order.waiting) slot.deliver(report);
  if (parts_.on_indexed) parts_.on_indexed();
  record().set_note({});
  end_run(index_phase::finished, describe(report));
}

void reindexer::fail_run(error why, index_phase phase) {
  bool news = parts_.progress->latest().value.trouble != why.message;
  if (why.code == errc::worker_crashed) {
    if (auto buried = journal_.died(); !buried) spdlog::warn("index: {}", buried.error().message);
  }
  spdlog::log(news ? spdlog::level::err : spdlog::level::debug, "index: {}: {}", to_string(phase), why.message);
  for (auto& slot : run_->order.waiting) slot.deliver(tl::unexpected<error>(why));
  record().set_note(std::string{to_string(phase)} + ": " + why.message);
  end_run(phase, why.message);
}

void reindexer::end_run(index_phase phase, const std::string& message) {
  if (phase != index_phase::finished) settle_journal();
  publish(phase, {}, message);
  run_.reset();  // releases the lock
  if (next_) compat::post(self(), next_slice{});
}

void reindexer::settle_journal() {
  if (auto settled = journal_.settle(); !settled) spdlog::warn("index: {}", settled.error().message);
}

bool reindexer::still_locked() {
  auto now = steady_clock::now();
  if (now - run_->lock_refreshed < lock_refresh_interval) return true;
  run_->lock_refreshed = now;
  auto refreshed = run_->lock->refresh();
  if (!refreshed) fail_run(std::move(refreshed.error()));
  return run_.has_value();
}

void reindexer::publish(index_phase phase, const std::string& current, const std::string& message) {
  constexpr milliseconds often_enough{100};
  auto latest = parts_.progress->latest().value;
  auto now = steady_clock::now();
  if (phase == latest.phase && message == latest.message && now - published_at_ < often_enough) return;
  published_at_ = now;
  latest.phase = phase;
  latest.message = message;
  latest.current = current;
  if (run_) {
    latest.run_id = run_->order.run_id;
    latest.trigger = run_->order.trigger;
    latest.files_total = run_->files_total;
    latest.files_done = run_->files_done;
    latest.chunks_created = run_->report.chunks_created;
    latest.started_at = run_->started_at;
    if (run_->notes_total) {
      latest.notes_total = run_->notes_total;
      latest.notes_searchable = *run_->notes_total - static_cast<int>(run_->not_found_yet.size());
      latest.notes_set_aside = run_->notes_set_aside;
      latest.places_unreadable = run_->places_unreadable;
      latest.unreadable = run_->unreadable;
    } else if (!latest.notes_total) {
      latest.notes_searchable = run_->notes_known;
    }
    latest.finished_at.reset();
    if (phase == index_phase::finished || phase == index_phase::failed || phase == index_phase::frozen)
      latest.finished_at = system_clock::now();
    if (phase == index_phase::finished) {
      latest.last_report = run_->report;
      latest.trouble.clear();
    }
    if (phase == index_phase::failed || phase == index_phase::frozen) latest.trouble = message;
  }
  parts_.progress->publish(std::move(latest));
}

}  // namespace secondbrain::actors
