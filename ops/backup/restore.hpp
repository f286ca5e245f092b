// Puts a snapshot in the place of the data directory, and can take it back.
//
// Refused while a server has the directory, and for a snapshot of another data directory unless that is what is wanted.
// The snapshot is verified first and copied beside the data directory; then the two are exchanged in one step. The
// state from before stays as `<data>.replaced-<stamp>`, and `undo_restore` puts the newest of these back in the same
// way, so that an undo can itself be undone. Nothing is ever deleted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace secondbrain::ops {

struct restored {
  std::filesystem::path from;      // the snapshot, or the kept state
  std::filesystem::path replaced;  // where the state from before is now; empty when there was none
};

/// Snapshots of other data directories, and those that do not say which they are of.
enum class foreign_snapshots : std::uint8_t { refused, accepted };

/// errc::locked while a server runs, errc::corrupt when the snapshot does not verify, errc::conflict when it is of
/// another data directory; nothing has changed then.
result<restored> restore_snapshot(const std::filesystem::path& backups, const std::string& id,
                                  const std::filesystem::path& data_directory, foreign_snapshots foreign,
                                  const clock& time = real_clock());

/// errc::not_found when no replaced state is kept.
result<restored> undo_restore(const std::filesystem::path& data_directory, const clock& time = real_clock());

}  // namespace secondbrain::ops
