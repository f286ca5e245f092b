#include "actors/backup_actor.hpp"

#include <spdlog/spdlog.h>

#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"
#include "ops/logging.hpp"

namespace secondbrain::actors {

void backup_actor::handle(const make_backup&, reply_slot<make_backup> slot) {
  if (maker_.joinable()) return slot.deliver(fail(errc::busy, "a backup is being made already; wait for it"));
  begin([slot](result<backup_info> made) mutable { slot.deliver(std::move(made)); });
}

void backup_actor::handle(const make_due_backup&, reply_slot<make_due_backup> slot) {
  auto options = parts_.options();
  auto own = ops::snapshots_of(options.directory, options.origin).value_or(std::vector<ops::snapshot_info>{});
  if (maker_.joinable() || !parts_.schedule->due(own, parts_.interval)) return slot.deliver(nothing{});
  begin([slot](result<backup_info> made) mutable {
    slot.deliver(std::move(made).map([](const backup_info&) { return nothing{}; }));
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

void backup_actor::begin(listener told) {
  told_ = std::move(told);
  auto options = parts_.options();
  options.cancelled = [flag = cancelled_] { return flag->load(); };
  maker_ = std::thread{[this, options, receiver = self().address()] {
    auto began = std::chrono::steady_clock::now();
    auto made = ops::make_snapshot(parts_.sources(options.cancelled), options);
    auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    if (made)
      ops::log_event("backup", "backup_complete",
                     {{"id", made->id}, {"bytes", made->bytes}, {"duration_ms", took.count()}});
    auto outcome = made.map([](const ops::snapshot_info& snapshot) -> backup_info { return snapshot; });
    compat::post(caf::actor_cast<caf::actor>(receiver), answer_arrived{[this, outcome] { ended(outcome); }});
  }};
}

void backup_actor::ended(const result<backup_info>& made) {
  maker_.join();
  if (made) {
    parts_.schedule->made();
    record().set_note({});
  } else {
    spdlog::error("backup: {}", made.error().message);
    record().set_note("The last backup failed: " + made.error().message +
                      ". Earlier backups stay as they are, and everything else works.");
  }
  std::exchange(told_, nullptr)(made);
}

void backup_actor::close() noexcept {
  cancelled_->store(true);
  if (maker_.joinable()) maker_.join();
  told_ = nullptr;
}

}  // namespace secondbrain::actors
