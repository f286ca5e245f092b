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

namespace secondbrain::cli {

class live_restore {
 public:
  /// `when_prepared` has the main thread stop the parts.
  live_restore(const ops::config& settings, std::function<void()> when_prepared)
      : settings_{settings}, when_prepared_{std::move(when_prepared)} {}
  live_restore(const live_restore&) = delete;
  live_restore& operator=(const live_restore&) = delete;
  ~live_restore();

  /// Answers at once. errc::busy while one is under way.
  status begin(const restore_order& order);
  restore_progress progress() const;

  /// What is prepared and waits for the parts to have stopped; nothing when none is.
  std::optional<ops::prepared_restore> take();
  void conclude(const result<ops::restored>& outcome);

 private:
  void prepare(const restore_order& order);

  const ops::config& settings_;
  const std::function<void()> when_prepared_;
  mutable std::mutex guarding_;
  restore_progress progress_;
  std::optional<ops::prepared_restore> prepared_;
  std::thread preparing_;
};

}  // namespace secondbrain::cli
