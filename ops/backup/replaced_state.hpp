// What restores have replaced: `<data>.replaced-<stamp>` beside the data directory, for a while.
//
// Any thread. What is removed is first renamed, so that a crash leaves no half of it that could be restored.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace secondbrain::ops {

struct replaced_state {
  std::filesystem::path path;
  std::optional<wall_time> since;  // as its name says; nothing: it was named by somebody else
};

/// What lies beside the data directory under its name with this behind it.
std::vector<std::filesystem::path> entries_beside(const std::filesystem::path& data_directory, std::string_view infix);

/// The newest last.
std::vector<replaced_state> replaced_states(const std::filesystem::path& data_directory);

/// Removes those that are older than so many days, and what an earlier removal left half done; 0 days: none. Answers
/// with what is gone. One that bears a date in the future stays.
result<std::vector<std::filesystem::path>> prune_replaced(const std::filesystem::path& data_directory, int days,
                                                          wall_time now);

/// A name for the next one, behind all those there are, also when one of them bears a date in the future.
std::filesystem::path free_replaced_place(const std::filesystem::path& data_directory, wall_time now);

}  // namespace secondbrain::ops
