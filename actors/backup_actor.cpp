#include "actors/backup_actor.hpp"

#include <algorithm>

#include "actors/backup_report.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/former_directory.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/seen_backups.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::actors {

status backup_actor::open() {
  publish_standing(all_snapshots());
  return {};
}

result<backup_started> backup_actor::handle(const start_backup&) {
  if (maker_.joinable() && tried_.empty()) return backup_started{run_id_, backup_start::joined};
  if (maker_.joinable())
    return fail(errc::busy, "the backup " + tried_ + " is being restored for a trial; try again when that is done");
  begin_backup(nullptr);
  return backup_started{run_id_, backup_start::begun};
}

void backup_actor::handle(const make_due_backup&, reply_slot<make_due_backup> slot) {
  const auto listed = own_snapshots();
  const auto own = listed.value_or(std::vector<ops::snapshot_info>{});
  const auto on_done = [slot](const result<backup_info>& outcome) mutable {
    slot.deliver(outcome ? result<nothing>{} : fail(outcome.error()));
  };
  publish_standing(all_snapshots());
  const bool is_away = !listed && listed.error().code == errc::unavailable;  // whatever works there would be stuck too
  if (maker_.joinable() || is_away) return slot.deliver(nothing{});
  if (parts_.schedule->due(own, parts_.interval)) return begin_backup(on_done);
  if (!parts_.schedule->trial_due(own, parts_.trial_interval)) return slot.deliver(nothing{});
  const auto newest = std::find_if(own.begin(), own.end(), [](const auto& each) { return each.verified; });
  begin_trial(newest->id, on_done);
}

result<backup_started> backup_actor::handle(const try_backup& request) {
  auto id = request.id;
  const auto own = own_snapshots();
  RETURN_IF_ERROR(own);
  for (const auto& each : *own)
    if (id.empty() && each.verified) id = each.id;
  if (id.empty()) return fail(errc::not_found, "there is no backup to try yet; make one with `secondbrain backup`");
  if (maker_.joinable() && tried_ == id) return backup_started{run_id_, backup_start::joined};
  if (maker_.joinable()) return fail(errc::busy, "another backup is being made or tried; try again when that is done");
  begin_trial(id, nullptr);
  return backup_started{run_id_, backup_start::begun};
}

/// Those of other data directories are shown, but do not count here. Whoever lists them may have changed something
/// there: health follows at once.
result<std::vector<backup_info>> backup_actor::handle(const list_backups&) {
  auto options = parts_.options();
  const auto found = all_snapshots();
  publish_standing(found);
  return found.map([&](const std::vector<ops::snapshot_info>& all) {
    std::vector<backup_info> listed;
    for (const auto& each : all) {
      listed.push_back(each);
      if (ops::is_of(each.origin, options.origin)) continue;
      listed.back().owner = backup_owner::another;
      if (!each.verified) continue;
      listed.back().verified = false;
      listed.back().problem = "it was made " + ops::describe(each.origin, options.origin);
    }
    return listed;
  });
}

result<std::vector<ops::snapshot_info>> backup_actor::all_snapshots() {
  const auto backups = parts_.options().directory;
  auto found = listing_.run([list = parts_.list, backups] { return list(backups); });
  if (!found && found.error().code == errc::timeout)
    return fail(errc::unavailable, "the backup folder " + backups.string() +
                                       " does not answer; look at its disk, or at the connection of the network drive");
  return found;
}

result<std::vector<ops::snapshot_info>> backup_actor::own_snapshots() {
  return all_snapshots().map([origin = parts_.options().origin](std::vector<ops::snapshot_info> all) {
    return ops::of_directory(std::move(all), origin);
  });
}

backup_progress backup_actor::announce(backup_work work) {
  backup_progress begun;
  begun.phase = backup_phase::running;
  begun.work = work;
  begun.started_at = utc_text(time().now());
  // Also unlike those of an earlier life of this part or of the service.
  begun.run_id = run_id_ = begun.started_at + "/" + std::to_string(++runs_);
  parts_.progress->publish(begun);
  return begun;
}

void backup_actor::begin_backup(listener on_done) {
  auto report = std::make_shared<backup_report>(parts_.progress, announce(backup_work::making));
  auto options = parts_.options();
  options.cancelled = [flag = cancelled_] { return flag->load(); };
  options.progress = [report](const ops::snapshot_progress& now) { report->update(now); };
  begin(
      [this, options, report]() -> result<backup_info> {
        auto began = time().steady();
        // Sources that wait for a copy ask again and again whether to go on: the moment to see how far it has come.
        auto looked_at = [report, cancelled = options.cancelled] {
          report->look();
          return cancelled();
        };
        auto backup = ops::make_snapshot(parts_.sources(looked_at), options);
        auto took = std::chrono::duration_cast<std::chrono::milliseconds>(time().steady() - began);
        if (backup)
          ops::log_event("backup", "backup_complete",
                         {{"id", backup->id},
                          {"bytes", backup->bytes},
                          {"vault", to_string(backup->vault.state)},
                          {"stored_bytes", backup->vault.stored_bytes},
                          {"duration_ms", took.count()}});
        parts_.tidy();
        return backup.map([](const ops::snapshot_info& snapshot) -> backup_info { return snapshot; });
      },
      std::move(on_done));
}

void backup_actor::begin_trial(const std::string& id, listener on_done) {
  const auto begun = announce(backup_work::trying);
  tried_ = id;
  parts_.schedule->record_trial();
  const auto options = parts_.options();
  ops::trial_options trial;
  trial.directory = options.directory;
  trial.examine = parts_.examine;
  trial.free_bytes = options.free_bytes;
  trial.cancelled = [flag = cancelled_] { return flag->load(); };
  trial.progress = [feed = parts_.progress, begun](int step, std::string_view doing) {
    auto now = begun;
    now.files_done = step;
    now.files_total = ops::trial_options::steps;
    now.current = doing;
    feed->publish(std::move(now));
  };
  begin(
      [this, id, trial, origin = options.origin]() -> result<backup_info> {
        auto outcome = ops::try_snapshot(trial, id, time());
        RETURN_IF_ERROR(outcome);
        ops::log_event("backup", "backup_tried",
                       {{"id", id}, {"outcome", to_string(outcome->outcome)}, {"message", outcome->message}});
        if (outcome->outcome == trial_outcome::failed) parts_.on_failed_trial();
        auto listed = ops::list_snapshots(trial.directory);
        RETURN_IF_ERROR(listed);
        for (const auto& each : *listed)
          if (each.id == id) return each;
        return fail(errc::not_found, "the backup " + id + " has gone meanwhile");
      },
      std::move(on_done));
}

void backup_actor::begin(run work, listener on_done) {
  on_done_ = std::move(on_done);
  outcome_ = fail(errc::internal, "the backup ended without a result");
  maker_ = std::thread{[this, work = std::move(work), receiver = self().address()] {
    outcome_ = work();
    compat::post(caf::actor_cast<caf::actor>(receiver), answer_arrived{[this] { ended(); }});
  }};
}

void backup_actor::ended() {
  maker_.join();
  record_outcome();
  tried_.clear();
  publish_standing(all_snapshots());
  publish_outcome(outcome_);
  if (auto on_done = std::exchange(on_done_, nullptr)) on_done(outcome_);
}

void backup_actor::record_outcome() {
  if (!tried_.empty()) {
    if (!outcome_) log().warn("the backup {} could not be tried: {}", tried_, outcome_.error().message);
    return;
  }
  if (outcome_) {
    failures_ = 0;
    parts_.schedule->record_backup();
    record().set_note({});
    return;
  }
  ++failures_;
  log().error("{}", outcome_.error().message);
  record().set_note("The last backup failed: " + outcome_.error().message + ". Earlier backups stay as they are.");
}

std::string backup_actor::begun_anew(const std::vector<ops::snapshot_info>& all,
                                     const ops::backup_options& options) const {
  const std::filesystem::path here = options.origin.data_path;
  return ops::begun_anew_in_words(ops::former_directories(all, here, time().now()), here, options.directory.string(),
                                  "--latest");
}

void backup_actor::publish_standing(const result<std::vector<ops::snapshot_info>>& all) {
  const auto options = parts_.options();
  const auto own = all.map([&](const auto& found) { return ops::of_directory(found, options.origin); });
  backup_standing now;
  now.is_known = true;
  now.failures = failures_;
  if (!own) now.problem = own.error().message;
  for (const auto& each : own.value_or(std::vector<ops::snapshot_info>{})) {
    if (each.verified && !now.newest) now.newest = each;
    if (!each.trial || (now.trial && now.trial->at >= each.trial->at)) continue;
    now.trial = each.trial;
    now.tried = each.id;
  }
  if (own) {
    const auto gone = ops::look_for_seen_backups(options.origin.data_path, options.directory, *own);
    if (!gone) log().warn("{}", gone.error().message);
    now.gone = gone.value_or(std::string{});
  }
  if (all) now.begun_anew = begun_anew(*all, options);
  for (const auto& each : all.value_or(std::vector<ops::snapshot_info>{}))
    if (!each.verified && (!each.origin || ops::is_of(each.origin, options.origin)))
      now.unusable.push_back({each.id, each.problem});
  parts_.standing->publish(std::move(now));
}

void backup_actor::publish_outcome(const result<backup_info>& outcome) {
  auto last = parts_.progress->latest().value;
  last.phase = outcome ? backup_phase::finished : backup_phase::failed;
  last.current.clear();
  if (outcome) {
    last.bytes_done = last.bytes_total;
    last.backup = *outcome;
  } else {
    last.problem = outcome.error();
  }
  parts_.progress->publish(std::move(last));
}

void backup_actor::close() noexcept {
  cancelled_->store(true);
  if (maker_.joinable()) {
    maker_.join();
    publish_outcome(outcome_);
  }
  on_done_ = nullptr;
}

}  // namespace secondbrain::actors
