// Gathers what the health rules judge: the vault, the disk, the sync markers, the index and the actors.
//
// Any thread. Looks at the file system each time, so that an answer is never about the past.
#pragma once

#include <filesystem>
#include <vector>

#include "messages/actor_status.hpp"
#include "messages/health.hpp"
#include "messages/index.hpp"
#include "ops/config.hpp"

namespace secondbrain::cli {

health_report take_health(const ops::config& settings, const index_progress& index, const tree_snapshot& tree);

/// The check of the index: frozen is an error, a failed run a warning, work under way is well.
component_check check_index(const index_progress& index);

/// One check for each actor that is not as it should be; one that says so when all are well.
std::vector<component_check> check_actors(const tree_snapshot& tree);

}  // namespace secondbrain::cli
