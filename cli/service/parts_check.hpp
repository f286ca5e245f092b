// The verdict on the parts of the service: those that do not run, those that have something to say, and stores that
// were damaged.
//
// Pure functions; thread-safe, cannot fail. A check lasts as long as its cause: a store that is built again until it is
// whole; one that lost what was recorded for a day, so that its owner hears of it.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "messages/actor_status.hpp"
#include "messages/health.hpp"
#include "messages/index.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::cli {

inline constexpr std::chrono::hours loss_notice_period{24};

/// What tells whether a derived store is whole again.
struct part_surroundings {
  index_progress index;
  std::optional<embedding_progress> embedding;  // where notes are embedded at all
  std::chrono::system_clock::time_point now;
};

/// Nothing when the store was never damaged, or that is over.
std::optional<component_check> check_recovery(const actor_status& store, const part_surroundings& around);

/// One check for each part that is not as it should be; one that says so when all are well.
std::vector<component_check> check_parts(const tree_snapshot& tree, const part_surroundings& around);

}  // namespace secondbrain::cli
