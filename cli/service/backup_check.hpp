// The check of the backups: whether there is one, how old it is, what came of trying it, and whether it holds the
// notes.
//
// Pure; any thread.
#pragma once

#include <chrono>

#include "base/clock.hpp"
#include "messages/backup_standing.hpp"
#include "messages/health.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

/// Well while the service has only just been started: the first backup and the first trial take their time.
component_check check_backups(const ops::config& settings, const backup_standing& standing,
                              std::chrono::steady_clock::duration uptime, wall_time now);

}  // namespace secondbrain::cli
