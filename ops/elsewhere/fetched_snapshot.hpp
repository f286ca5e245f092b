// One snapshot brought from a folder of backups into the backup folder.
//
// What is here already and sound is not brought again; what is here and damaged is replaced; and where another
// snapshot has its name, it gets a name with a number. Call under the lock of the backup folder. Any thread.
#pragma once

#include <filesystem>

#include "base/error.hpp"
#include "ops/elsewhere/copy_place.hpp"

namespace secondbrain::ops {

struct snapshot_there {
  std::filesystem::path folder;
  snapshot_info info;  // as it lies there
};

/// errc::corrupt: it is damaged there.
result<fetched> bring_snapshot(const snapshot_there& wanted, const copy_source& source);

/// Whether its files, without the notes, have their checksums.
bool is_sound_there(const snapshot_there& snapshot);

/// Whether an error tells that the snapshot cannot be used; others tell of this machine.
bool says_it_is_damaged(const error& problem) noexcept;

}  // namespace secondbrain::ops
