// Puts a snapshot in the place of the data directory, and can take it back.
//
// In two halves: preparing verifies the snapshot and copies it beside the data directory, which takes its time and
// changes nothing; putting in place exchanges the two in one step, under the lock of the data directory. So a server
// prepares while it serves, and stops for the second half alone. The state from before stays as
// `<data>.replaced-<stamp>`, and an undo puts the newest of these back in the same way, so that it can itself be
// undone. Nothing is ever deleted. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "ops/backup/snapshot_info.hpp"
#include "ops/data/server_lock.hpp"
#include "ops/increments/increment_restore.hpp"

namespace secondbrain::ops {

struct restored {
  std::filesystem::path from;                    // the snapshot, or the kept state
  std::filesystem::path replaced;                // where the state from before is now; empty when there was none
  std::optional<applied_increments> later = {};  // what was shipped after it, where that was wanted and is there
};

/// Snapshots of other data directories, and those that do not say which they are of.
enum class foreign_snapshots : std::uint8_t { refused, accepted };

/// Whether the recorded stores go on from the snapshot to the newest state that was shipped.
enum class later_changes : std::uint8_t { left_out, applied };

/// A restore that has changed nothing yet.
struct prepared_restore {
  enum class source : std::uint8_t { copy, kept_state };

  std::filesystem::path from;      // the snapshot, or the kept state
  std::filesystem::path incoming;  // what is to take the place of the data directory
  source kind = source::copy;
  server_lock lock;  // of what is coming, so that nobody else uses it or takes it for a leftover
  std::optional<applied_increments> later = {};
};

/// `known` is the origin of the data directory where its own files do not say it any more; else they are read.
/// errc::corrupt when the snapshot does not verify, errc::conflict when it is of another data directory,
/// errc::newer_schema when a later version made it or one of its databases.
result<prepared_restore> prepare_restore(const std::filesystem::path& backups, const std::string& id,
                                         const std::filesystem::path& data_directory, foreign_snapshots foreign,
                                         const clock& time = real_clock(),
                                         later_changes later = later_changes::left_out,
                                         const std::optional<backup_origin>& known = {});

/// For want of a sound snapshot: the recorded stores alone, as they were shipped last. errc::not_found: nothing was.
result<prepared_restore> prepare_increments(const std::filesystem::path& backups,
                                            const std::filesystem::path& data_directory,
                                            const clock& time = real_clock(),
                                            const std::optional<backup_origin>& known = {});

/// errc::not_found when no replaced state is kept.
result<prepared_restore> prepare_undo(const std::filesystem::path& data_directory);

/// The snapshot, when nothing speaks against restoring it.
result<snapshot_info> fit_to_restore(const std::filesystem::path& backups, const std::string& id,
                                     const std::filesystem::path& data_directory, foreign_snapshots foreign,
                                     const std::optional<backup_origin>& known = {});

/// Takes a copy away that is not to be used after all.
void discard(const prepared_restore& prepared);

/// `own` is the lock of the data directory, or of its place where there is none, and afterwards that of what has taken
/// its place. A failure has changed nothing.
result<restored> put_in_place(prepared_restore prepared, const std::filesystem::path& data_directory, server_lock& own,
                              const clock& time = real_clock());

/// Puts right what a restore that was killed has left: copies that nobody waits for go, and where the exchange takes
/// three steps (see exchange_directories.hpp) the data directory is the old one or the new one afterwards.
void tidy_interrupted_restores(const std::filesystem::path& data_directory);

/// Both halves, for a data directory that no server has: errc::locked while one does.
result<restored> restore_snapshot(const std::filesystem::path& backups, const std::string& id,
                                  const std::filesystem::path& data_directory, foreign_snapshots foreign,
                                  const clock& time = real_clock(), later_changes later = later_changes::left_out);

result<restored> restore_increments(const std::filesystem::path& backups, const std::filesystem::path& data_directory,
                                    const clock& time = real_clock());
result<restored> undo_restore(const std::filesystem::path& data_directory, const clock& time = real_clock());

}  // namespace secondbrain::ops
