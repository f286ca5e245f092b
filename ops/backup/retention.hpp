// Which snapshots of a data directory stay: the newest, and of so many days, weeks and months the newest of each.
//
// Pure; any thread. Days are those of the machine's zone. The order of making decides what is newest; a date in the
// future stands for no day, so a clock that was wrong keeps nothing for a year.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

struct retention {
  int newest = 7;
  int daily = 0;
  int weekly = 0;
  int monthly = 0;
};

using snapshot_ids = std::set<std::string, std::less<>>;

/// `own`: of one data directory, the newest first; only verified ones are named.
snapshot_ids kept_by(const retention& rules, const std::vector<snapshot_info>& own, wall_time now);

/// What no rule and no want of room removes: the newest good snapshot, and the newest that holds the notes.
snapshot_ids never_removed(const std::vector<snapshot_info>& own);

/// Verified when it was made, and no trial has shown otherwise.
bool is_good(const snapshot_info& snapshot);

}  // namespace secondbrain::ops
