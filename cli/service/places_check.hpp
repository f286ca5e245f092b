// The checks of what is shipped between snapshots and of the copies elsewhere. Pure.
#pragma once

#include <optional>
#include <vector>

#include "messages/backup_places.hpp"
#include "messages/health.hpp"

namespace secondbrain::cli {

/// `backup_increments`: a look that failed twice in a row is a warning. Nothing where nothing is shipped.
std::optional<component_check> check_increments(const increments_status& increments);

/// `backup_elsewhere`: a place that cannot be written to, or holds a copy that does not verify, is a warning.
component_check check_elsewhere(const std::vector<backup_copy>& copies);

}  // namespace secondbrain::cli
