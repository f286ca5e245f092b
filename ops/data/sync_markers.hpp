// `.sync_completed` and `.sync_failed`: how the last daily sync went (contract: http_api §9, operations §2.2).
//
// The files' mtimes decide, their text is shown. Any thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "messages/health.hpp"
#include "messages/sync.hpp"

namespace secondbrain::ops {

inline constexpr std::chrono::hours sync_stale_after{25};

/// Never fails: markers that cannot be read count as absent.
sync_status read_sync_status(const std::filesystem::path& data_directory, const clock& time = real_clock());

/// When a sync last ended, well or not; nothing when none has.
std::optional<wall_time> last_sync_attempt(const std::filesystem::path& data_directory);

status mark_sync_completed(const std::filesystem::path& data_directory, const clock& time = real_clock());

/// `.extraction_trouble`: why no note can be read by a language model; empty: they can, and the marker goes.
status mark_extraction(const std::filesystem::path& data_directory, const std::string& trouble);

/// Takes the failure back if it was that of this step, which has gone well since.
status end_failure_of(const std::filesystem::path& data_directory, sync_step step);

status mark_sync_failed(const std::filesystem::path& data_directory, const std::string& reason,
                        const clock& time = real_clock());

}  // namespace secondbrain::ops
