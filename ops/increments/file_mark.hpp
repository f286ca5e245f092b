// Whether a file may have been written to since it was looked at, told without reading it. Any thread; cannot fail.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "base/clock.hpp"

namespace secondbrain::ops {

struct file_mark {
  std::uint64_t inode = 0;  // 0: it was not there
  std::uint64_t bytes = 0;
  std::int64_t modified = 0;  // ns since the epoch
  bool operator==(const file_mark&) const = default;
};

file_mark mark_of(const std::filesystem::path& file);

/// Whether a later write is sure to leave another mark: not where the last one was within the coarseness of the times
/// that file systems keep.
bool is_settled(const file_mark& mark, wall_time now, std::chrono::nanoseconds settling);

}  // namespace secondbrain::ops
