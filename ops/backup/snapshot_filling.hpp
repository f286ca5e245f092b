// Fills one snapshot: the files of the data directory, then the notes, then the manifest that says what is there.
//
// A derived file that is damaged or cannot be had is left out with its reason; so are the notes when they do not fit,
// or their folder is not the vault. What is recorded and cannot be had fails the snapshot. One thread; blocks.
#pragma once

#include <filesystem>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "ops/backup/backup_maker.hpp"
#include "ops/backup/backup_room.hpp"
#include "ops/backup/manifest.hpp"

namespace secondbrain::ops {

class snapshot_filling {
 public:
  snapshot_filling(std::filesystem::path snapshot, const backup_options& options, const backup_room& room)
      : snapshot_{std::move(snapshot)}, options_{options}, room_{room} {}

  /// `own`: the earlier snapshots of this data directory, the newest first.
  result<backup_manifest> run(const std::vector<snapshot_source>& sources, const std::vector<snapshot_info>& own,
                              const clock& time);

 private:
  status add_files(const std::vector<snapshot_source>& sources);
  result<backup_file> write(const snapshot_source& source) const;
  status do_without(const snapshot_source& source, const error& why);
  status add_notes(const std::vector<snapshot_info>& own);
  status copy_notes(const std::vector<snapshot_info>& own);
  void report() { options_.progress(seen_); }

  std::filesystem::path snapshot_;
  const backup_options& options_;
  const backup_room& room_;
  backup_manifest manifest_;
  snapshot_progress seen_;
};

/// A directory that only its owner may look into.
status make_private_directory(const std::filesystem::path& directory);

}  // namespace secondbrain::ops
