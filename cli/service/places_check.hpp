// The checks of what is shipped between snapshots and of the copies elsewhere. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "messages/backup.hpp"
#include "messages/backup_places.hpp"
#include "messages/health.hpp"

namespace secondbrain::cli {

/// `backup_increments`: a look that failed twice in a row is a warning, and so is one that does not end, on a disk or a
/// network drive that is away. Nothing where nothing is shipped.
std::optional<component_check> check_increments(const increments_status& increments, const std::string& folder,
                                                wall_time now);

/// `backup_elsewhere`: a place that cannot be written to, that holds what is damaged, where something had to be copied
/// again within the last week, that was not read as a whole for five weeks, or where the `newest` backup here is not
/// after two hours, is a warning.
component_check check_elsewhere(const std::vector<backup_copy>& copies, wall_time now,
                                const std::optional<backup_info>& newest = {});

}  // namespace secondbrain::cli
