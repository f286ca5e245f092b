// Puts a snapshot in the place of the data directory, and can take it back.
//
// Refused while a server has the directory. The snapshot is verified first and copied beside the data directory; then
// the two are exchanged in one step. The state from before stays as `<data>.replaced-<stamp>`, and `undo_restore` puts
// the newest of these back in the same way, so that an undo can itself be undone. Nothing is ever deleted.
#pragma once

#include <filesystem>
#include <string>

#include "messages/result.hpp"
#include "ops/clock.hpp"

namespace secondbrain::ops {

struct restored {
  std::filesystem::path from;      // the snapshot, or the kept state
  std::filesystem::path replaced;  // where the state from before is now; empty when there was none
};

/// errc::locked while a server runs, errc::corrupt when the snapshot does not verify; nothing has changed then.
result<restored> restore_snapshot(const std::filesystem::path& backups, const std::string& id,
                                  const std::filesystem::path& data_directory, const clock& time = real_clock());

/// errc::not_found when no replaced state is kept.
result<restored> undo_restore(const std::filesystem::path& data_directory, const clock& time = real_clock());

}  // namespace secondbrain::ops
