#include "actors/backup_actor.hpp"

#include "actors/backup_report.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::actors {

result<backup_started> backup_actor::handle(const start_backup&) {
  if (maker_.joinable()) return backup_started{run_id_, backup_start::joined};
  begin(nullptr);
  return backup_started{run_id_, backup_start::begun};
}

void backup_actor::handle(const make_due_backup&, reply_slot<make_due_backup> slot) {
  auto options = parts_.options();
  auto own = ops::snapshots_of(options.directory, options.origin).value_or(std::vector<ops::snapshot_info>{});
  if (maker_.joinable() || !parts_.schedule->due(own, parts_.interval)) return slot.deliver(nothing{});
  begin([slot](result<backup_info> outcome) mutable {
    slot.deliver(std::move(outcome).map([](const backup_info&) { return nothing{}; }));
  });
}

/// Those of other data directories are shown, but do not count here.
result<std::vector<backup_info>> backup_actor::handle(const list_backups&) {
  auto options = parts_.options();
  return ops::list_snapshots(options.directory).map([&](const std::vector<ops::snapshot_info>& all) {
    std::vector<backup_info> listed;
    for (const auto& each : all) {
      listed.push_back(each);
      if (ops::is_of(each.origin, options.origin)) continue;
      listed.back().owner = backup_owner::another;
      if (!each.verified) continue;
      listed.back().verified = false;
      listed.back().problem = "it was made " + ops::describe(each.origin);
    }
    return listed;
  });
}

void backup_actor::begin(listener on_done) {
  on_done_ = std::move(on_done);
  backup_progress begun;
  begun.phase = backup_phase::running;
  begun.started_at = utc_text(time().now());
  // Also unlike those of an earlier life of this part or of the service.
  begun.run_id = run_id_ = begun.started_at + "/" + std::to_string(++runs_);
  parts_.progress->publish(begun);

  auto report = std::make_shared<backup_report>(parts_.progress, begun);
  auto options = parts_.options();
  options.cancelled = [flag = cancelled_] { return flag->load(); };
  options.progress = [report](const ops::snapshot_progress& now) { report->update(now); };
  outcome_ = fail(errc::internal, "the backup ended without a result");
  maker_ = std::thread{[this, options, report, receiver = self().address()] {
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
                     {{"id", backup->id}, {"bytes", backup->bytes}, {"duration_ms", took.count()}});
    outcome_ = backup.map([](const ops::snapshot_info& snapshot) -> backup_info { return snapshot; });
    compat::post(caf::actor_cast<caf::actor>(receiver), answer_arrived{[this] { ended(); }});
  }};
}

void backup_actor::ended() {
  maker_.join();
  if (outcome_) {
    parts_.schedule->record_backup();
    record().set_note({});
  } else {
    log().error("{}", outcome_.error().message);
    record().set_note("The last backup failed: " + outcome_.error().message + ". Earlier backups stay as they are.");
  }
  publish_outcome(outcome_);
  if (auto on_done = std::exchange(on_done_, nullptr)) on_done(outcome_);
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
