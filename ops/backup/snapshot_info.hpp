// A snapshot with what only its keeper needs to know of it.
#pragma once

#include <cstdint>

#include "messages/backup.hpp"

namespace secondbrain::ops {

struct snapshot_info : backup_info {
  std::uint64_t sequence = 0;  // counts the snapshots of one origin, whatever the clock said; 0: not known
};

}  // namespace secondbrain::ops
