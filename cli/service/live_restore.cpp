#include "cli/service/live_restore.hpp"

#include <utility>

#include "ops/log/logger.hpp"

namespace secondbrain::cli {

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
  const auto foreign =
      order.kind == restore_kind::from_another ? ops::foreign_snapshots::accepted : ops::foreign_snapshots::refused;
  auto prepared = order.kind == restore_kind::undo
                      ? ops::prepare_undo(settings_.data_path)
                      : ops::prepare_restore(settings_.backup_path, order.id, settings_.data_path, foreign);
  if (!prepared) return conclude(fail(prepared.error()));
  {
    std::lock_guard lock{guarding_};
    prepared_ = std::move(*prepared);
    progress_.phase = restore_phase::restarting;
  }
  when_prepared_();
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
    ops::logger_for("backup").info("restored from {}; the state from before is kept in {}", progress_.from,
                                   progress_.replaced);
  } else {
    progress_.problem = outcome.error().message;
    ops::logger_for("backup").error("nothing was restored: {}", progress_.problem);
  }
}

}  // namespace secondbrain::cli
