// A restore while the service runs: prepared beside it, then put in place between two lives of the parts.
//
// Outlives the parts that it replaces the files of. `begin` and `progress` may be called from any thread; `take` and
// `conclude` belong to the main thread, which stops the parts and starts them again.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "base/error.hpp"
#include "messages/restore.hpp"
#include "ops/backup/restore.hpp"
#include "ops/config/config.hpp"
#include "ops/data/held_directory.hpp"

namespace secondbrain::cli {

class live_restore {
 public:
  /// `when_prepared` has the main thread stop the parts. `held` outlives this.
  live_restore(const ops::config& settings, const ops::held_directory& held, std::function<void()> when_prepared);
  live_restore(const live_restore&) = delete;
  live_restore& operator=(const live_restore&) = delete;
  ~live_restore();

  /// Answers at once. errc::busy while one is under way. Where the data directory is lost, the newest backup goes
  /// on to what was shipped last, and the directory is held to be whose it was when it was there.
  status begin(const restore_order& order);
  restore_progress progress() const;

  /// What is prepared and waits for the parts to have stopped; nothing when none is.
  std::optional<ops::prepared_restore> take();
  void conclude(const result<ops::restored>& outcome);

 private:
  void prepare(const restore_order& order);
  result<ops::prepared_restore> prepared(const restore_order& order);

  const ops::config& settings_;
  const ops::held_directory& held_;
  const std::function<void()> when_prepared_;
  mutable std::mutex guarding_;
  restore_progress progress_;
  backup_origin origin_;  // as the data directory said last
  std::optional<ops::prepared_restore> prepared_;
  std::thread preparing_;
};

}  // namespace secondbrain::cli
