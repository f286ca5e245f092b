#include "ops/increments/file_mark.hpp"

#include "base/stat_times.hpp"

#include <sys/stat.h>

namespace secondbrain::ops {

file_mark mark_of(const std::filesystem::path& file) {
  struct stat seen {};
  if (::stat(file.c_str(), &seen) != 0) return {};
  const auto& at = modification_time(seen);
  return {seen.st_ino, static_cast<std::uint64_t>(seen.st_size),
          std::int64_t{at.tv_sec} * 1'000'000'000 + std::int64_t{at.tv_nsec}};
}

bool is_settled(const file_mark& mark, wall_time now, std::chrono::nanoseconds settling) {
  const std::chrono::nanoseconds modified{mark.modified};
  const auto apart = std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()) - modified;
  return mark.inode == 0 || apart > settling || apart < -settling;  // a time in the future is left by the next write
}

}  // namespace secondbrain::ops
