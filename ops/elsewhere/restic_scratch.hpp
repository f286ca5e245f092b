// Where restic restores into: a folder in the backup folder that is gone when we are done with it.
//
// Not with the name that a backup clears away. What a crash has left of an earlier one goes when it is a day old; a
// younger one may be in use. Any thread.
#pragma once

#include "base/clock.hpp"
#include "ops/backup/scratch_directory.hpp"
#include "ops/elsewhere/leftovers.hpp"

namespace secondbrain::ops {

inline result<scratch_directory> make_restic_scratch(const std::filesystem::path& backups, wall_time now) {
  constexpr auto prefix = ".elsewhere.";
  std::error_code failure;
  std::filesystem::create_directories(backups, failure);
  remove_stale_folders(backups, prefix, now);
  return scratch_directory::make_in(backups, prefix);
}

}  // namespace secondbrain::ops
