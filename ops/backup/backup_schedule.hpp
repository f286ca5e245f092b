// When a snapshot that nobody asked for is due, also on a machine whose wall clock jumps.
//
// What this process has made is measured by the time since the machine was started, which nobody can set. Before that,
// the newest snapshot's own date counts, unless it lies in the future: such a date says nothing. The same goes for
// trials. Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

/// Since the machine was started, its sleep included.
std::chrono::nanoseconds machine_uptime();

class backup_schedule {
 public:
  explicit backup_schedule(const clock& wall = real_clock(),
                           std::function<std::chrono::nanoseconds()> uptime = machine_uptime)
      : wall_{wall}, uptime_{std::move(uptime)} {}

  /// `own`: the snapshots of this data directory, the newest first. An interval of zero: never.
  bool due(const std::vector<snapshot_info>& own, std::chrono::hours interval) const;

  /// One was made just now.
  void record_backup();

  /// Whether the newest that verifies is to be tried: the last trial of any of them was so long ago. A trial
  /// that bears a date in the future says nothing.
  bool trial_due(const std::vector<snapshot_info>& own, std::chrono::hours interval) const;

  /// One was begun just now, whatever comes of it.
  void record_trial();

 private:
  const clock& wall_;
  std::function<std::chrono::nanoseconds()> uptime_;
  mutable std::mutex mutex_;
  std::optional<std::chrono::nanoseconds> last_backup_;
  std::optional<std::chrono::nanoseconds> last_trial_;
};

}  // namespace secondbrain::ops
