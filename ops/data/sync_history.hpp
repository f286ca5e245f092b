// What the syncs came to: `sync_runs.jsonl`, one run a line, the newest last; the markers and the log tell the same.
//
// Rotated like a log, one `.old`. Any thread, any process; a line is appended in one write.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "base/error.hpp"
#include "messages/sync.hpp"

namespace secondbrain::ops {

/// Tells of a run in the log: lines for people, and the structured events (contract: operations §2.3).
void log_sync(const sync_report& report);

/// Writes a run down wherever it is looked for: the history, the markers `.sync_completed` and `.sync_failed`, and
/// structured events (contract: operations §2.2, §2.3). A single step that went well leaves `.sync_completed` alone: it
/// would hide that the full sync is dead (W76); the failure of that step, however, is over.
status record_sync(const std::filesystem::path& data_directory, const sync_report& report);

/// The newest first. Lines that make no sense are left out.
result<std::vector<sync_report>> read_sync_history(const std::filesystem::path& data_directory, std::size_t limit);

}  // namespace secondbrain::ops
