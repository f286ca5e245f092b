// Makes a snapshot of the data directory that is proven before it counts, and forgets old ones.
//
// Of the notes only what has changed is stored, in the object store that all snapshots of the directory share.
// Written to `<backups>/<id>.partial`; every database copy is opened and checked in a scratch place; only then does the
// snapshot get its name, `data-YYYYMMDD-HHMMSS` (local time). What fails leaves nothing behind. One maker at a time per
// backup directory, held by a flock. Blocks for as long as the copying takes: call it from a thread that may.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "ops/backup/backup_room.hpp"
#include "ops/backup/retention.hpp"
#include "ops/backup/snapshot_info.hpp"
#include "ops/backup/snapshot_source.hpp"
#include "ops/data/disk_space.hpp"

namespace secondbrain::ops {

/// How far the copying has come.
struct snapshot_progress {
  int files_done = 0;
  int files_total = 0;
  std::uint64_t bytes_done = 0;   // of the files that are done
  std::uint64_t bytes_total = 0;  // expected
  std::string current;            // name of the file whose turn it is
  std::filesystem::path copy;     // where that is being written to
};

/// The notes, where they are to be in the snapshot.
struct vault_source {
  std::filesystem::path folder;
  /// Why they cannot be taken now; the snapshot then does without them. Asked when it is their turn.
  std::function<status()> usable = [] { return status{}; };
  std::chrono::nanoseconds settling{std::chrono::seconds{2}};  // what was written to later is read again next time
};

struct backup_options {
  std::filesystem::path directory;  // created when missing, 0700
  retention keep = {};              // which snapshots stay, counting the new one
  std::string service_version;
  backup_origin origin;               // rotation looks at the snapshots of this data directory alone
  std::optional<vault_source> vault;  // nothing: the notes stay out of it
  std::uint64_t free_floor = 0;       // bytes that stay free in the directory
  backup_room::space_query free_bytes = ops::free_bytes;
  /// Whether the data directory is whole. Where it is not, no snapshot is made: it would count as the newest good one.
  std::function<status()> in_place = [] { return status{}; };
  /// Asked between two files. True: the snapshot is given up with errc::cancelled.
  std::function<bool()> cancelled = [] { return false; };
  /// Told before each file, and when all are done.
  std::function<void(const snapshot_progress&)> progress = [](const snapshot_progress&) {};
};

/// errc::locked while another process makes one, errc::corrupt when a copy of what cannot be derived fails its check.
result<snapshot_info> make_snapshot(const std::vector<snapshot_source>& sources, const backup_options& options,
                                    const clock& time = real_clock());

/// For a data directory that no server has open: reads the databases directly, under the server's lock. Of the origin
/// in the options only the vault counts.
result<snapshot_info> make_offline_snapshot(const std::filesystem::path& data_directory,
                                            const std::string& metadata_db_name, const backup_options& options,
                                            const clock& time = real_clock());

}  // namespace secondbrain::ops
