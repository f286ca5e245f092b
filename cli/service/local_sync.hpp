// The daily sync in this process, for when no server runs.
//
// Holds the server's lock meanwhile, so that no other sync and no server works on the same data directory.
#pragma once

#include <functional>
#include <optional>

#include "base/error.hpp"
#include "messages/sync.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::cli {

/// Runs the steps and writes down what they came to. The index step leaves a request for the next server: only a
/// server writes the index. errc::locked when another process works on the data directory.
result<sync_report> run_sync_here(const ops::loaded_config& loaded, const std::optional<sync_step>& only,
                                  const std::function<void(const sync_progress&)>& on_progress);

}  // namespace secondbrain::cli
