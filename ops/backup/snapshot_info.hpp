// A snapshot with what its manifest says beyond the list of its files: whose it is, which of how many, what it lacks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "messages/backup.hpp"

namespace secondbrain::ops {

/// Which data directory a snapshot is of.
struct backup_origin {
  std::string data_id;     // of the directory itself, wherever it is moved; empty: it had none yet
  std::string data_path;   // absolute
  std::string vault_path;  // absolute; empty: none was configured
};

/// A derived file that a snapshot does without, and why.
struct backup_omission {
  std::string name;
  std::string reason;
};

struct snapshot_info : backup_info {
  std::optional<backup_origin> origin;  // nothing: an earlier version made it, which did not write it down
  std::uint64_t sequence = 0;           // counts the snapshots of one origin, whatever the clock said; 0: not known
  std::vector<backup_omission> left_out;
};

}  // namespace secondbrain::ops
