#include "cli/service/live_restore.hpp"

#include <utility>

#include "ops/backup/origin.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::cli {

live_restore::live_restore(const ops::config& settings, const ops::held_directory& held,
                           std::function<void()> when_prepared)
    : settings_{settings},
      held_{held},
      when_prepared_{std::move(when_prepared)},
      origin_{ops::origin_of(settings.data_path, settings.vault_path)} {}

live_restore::~live_restore() {
  if (preparing_.joinable()) preparing_.join();
  if (prepared_) ops::discard(*prepared_);
}

status live_restore::begin(const restore_order& order) {
  std::lock_guard lock{guarding_};
  if (progress_.phase == restore_phase::preparing || progress_.phase == restore_phase::restarting)
    return fail(errc::busy, "a restore is under way already; wait for it");
  if (preparing_.joinable()) preparing_.join();
  progress_ = {};
  progress_.phase = restore_phase::preparing;
  progress_.id = order.id;
  preparing_ = std::thread{[this, order] { prepare(order); }};
  return {};
}

void live_restore::prepare(const restore_order& order) {
  auto prepared = this->prepared(order);
  if (!prepared) return conclude(fail(prepared.error()));
  {
    std::lock_guard lock{guarding_};
    prepared_ = std::move(*prepared);
    progress_.phase = restore_phase::restarting;
  }
  when_prepared_();
}

result<ops::prepared_restore> live_restore::prepared(const restore_order& order) {
  const auto& data = settings_.data_path;
  const auto& backups = settings_.backup_path;
  const bool is_lost = !held_.look();
  if (!is_lost) origin_ = ops::origin_of(data, settings_.vault_path);
  const auto later =
      order.with_later || (order.is_newest && is_lost) ? ops::later_changes::applied : ops::later_changes::left_out;
  switch (order.kind) {
    case restore_kind::undo: return ops::prepare_undo(data);
    case restore_kind::shipped: return ops::prepare_increments(backups, data, real_clock(), origin_);
    case restore_kind::own:
    case restore_kind::from_another: break;
  }
  const auto foreign =
      order.kind == restore_kind::from_another ? ops::foreign_snapshots::accepted : ops::foreign_snapshots::refused;
  return ops::prepare_restore(backups, order.id, data, foreign, real_clock(), later, origin_);
}

restore_progress live_restore::progress() const {
  std::lock_guard lock{guarding_};
  return progress_;
}

std::optional<ops::prepared_restore> live_restore::take() {
  std::lock_guard lock{guarding_};
  return std::exchange(prepared_, std::nullopt);
}

void live_restore::conclude(const result<ops::restored>& outcome) {
  std::lock_guard lock{guarding_};
  progress_.phase = outcome ? restore_phase::finished : restore_phase::failed;
  if (outcome) {
    progress_.from = outcome->from.string();
    progress_.replaced = outcome->replaced.string();
    if (outcome->later) {
      progress_.until = outcome->later->at;
      progress_.later = outcome->later->files;
      progress_.remarks = outcome->later->remarks;
    }
    ops::logger_for("backup").info(
        "restored from {}; {}", progress_.from,
        progress_.replaced.empty() ? "there was no state before" : "the state from before is in " + progress_.replaced);
  } else {
    progress_.problem = outcome.error().message;
    ops::logger_for("backup").error("nothing was restored: {}", progress_.problem);
  }
}

}  // namespace secondbrain::cli
