// Backups that turned out to be damaged in the backup folder while they were copied: they are told, hold up no other,
// and are not read again for a day. Values; one thread.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "base/clock.hpp"
#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

class damaged_backups {
 public:
  /// What is wrong with it and what to do; empty: nothing is known, look.
  std::string known(const snapshot_info& snapshot, wall_time now) const;

  void note(const snapshot_info& snapshot, const std::string& problem, wall_time now);

 private:
  struct finding {
    std::string problem;
    wall_time at;
  };

  std::map<std::string, finding> found_;  // by the path of the snapshot
};

}  // namespace secondbrain::ops
