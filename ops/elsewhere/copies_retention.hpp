// Which snapshots are copied to a second directory, and which of those there go.
//
// The rules of the backup folder decide over what is here and there together, so that nothing is copied only to be
// removed, and what was removed there by hand is copied again while it is to be kept. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "ops/backup/retention.hpp"
#include "ops/elsewhere/copies_layout.hpp"

namespace secondbrain::ops {

/// Of those here, the newest first: what is not there, or not whole, and is to be.
std::vector<snapshot_info> to_be_copied(const retention& rules, const std::vector<snapshot_info>& here,
                                        const std::vector<placed_snapshot>& there, wall_time now);

/// Removes from there what need not be kept, as if those here were there already; never the last good one. One that is
/// damaged goes when as many newer ones are there as are kept, and one of a later version never.
status prune_copies(const retention& rules, const std::vector<snapshot_info>& here,
                    const std::vector<placed_snapshot>& there, wall_time now);

/// By the rules over all that is there.
status prune_copies(const retention& rules, const std::vector<placed_snapshot>& there, wall_time now);

}  // namespace secondbrain::ops
