#include "ops/backup/backup_maker.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/durable_rename.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_lock.hpp"
#include "ops/backup/former_directory.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/scratch_directory.hpp"
#include "ops/backup/snapshot_filling.hpp"
#include "ops/backup/unfinished.hpp"
#include "ops/data/data_directory.hpp"
#include "ops/data/server_lock.hpp"
#include "ops/log/logger.hpp"
#include "stores/directory_identity.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// What a crash has left behind. Safe under the lock: nobody else writes here. True: there was something.
bool sweep(const fs::path& backups) {
  std::error_code ignored;
  bool found = false;
  for (const auto& entry : list_directory(backups).value_or(std::vector<fs::path>{})) {
    auto name = entry.filename().string();
    if (!name.ends_with(unfinished_suffix) && !name.starts_with(scratch_prefix)) continue;
    fs::remove_all(entry, ignored);
    found = true;
  }
  return found;
}

std::string free_id(const fs::path& backups, wall_time now) {
  const auto id = "data-" + local_stamp(now);
  int highest = 0;  // of this second; a number that rotation has freed is not given again
  std::error_code failure;
  for (fs::directory_iterator entry{backups, failure}, end; !failure && entry != end; entry.increment(failure)) {
    auto name = entry->path().filename().string();
    if (name == id) highest = std::max(highest, 1);
    if (name.starts_with(id + "-")) highest = std::max(highest, std::atoi(name.c_str() + id.size() + 1));
  }
  return highest == 0 ? id : id + "-" + std::to_string(highest + 1);
}

}  // namespace

result<snapshot_info> make_snapshot(const std::vector<snapshot_source>& sources, const backup_options& options,
                                    const clock& time) {
  RETURN_IF_ERROR(options.in_place());
  RETURN_IF_ERROR(make_private_directory(options.directory));
  auto lock = lock_backups(options.directory);
  RETURN_IF_ERROR(lock);
  const backup_room room{options.directory, options.origin, options.free_floor, options.free_bytes};
  const auto warn = [](const status& done) {
    if (!done) logger_for("backup").warn("{}", done.error().message);
  };
  if (sweep(options.directory)) warn(room.sweep_contents());

  auto own = snapshots_of(options.directory, options.origin);
  RETURN_IF_ERROR(own);
  auto id = free_id(options.directory, time.now());
  auto partial = options.directory / (id + unfinished_suffix);
  auto final_place = options.directory / id;
  auto manifest = make_private_directory(partial).and_then([&]() -> result<backup_manifest> {
    return snapshot_filling{partial, options, room}.run(sources, *own, time);
  });
  auto named = manifest ? options.in_place() : status{fail(manifest.error())};
  if (named) named = rename_durably(partial, final_place);
  if (!named) {
    sweep(options.directory);
    return fail(named.error());
  }
  // The new snapshot counts even when an old one cannot be removed.
  warn(room.prune(options.keep, time.now()));
  if (auto kept_free = room.make_room(0); !kept_free && kept_free.error().code != errc::disk_full) warn(kept_free);

  snapshot_info info;
  info.id = id;
  info.path = final_place;
  info.created_at = manifest->created_at;
  info.verified = true;
  info.files = std::move(manifest->files);
  info.origin = std::move(manifest->origin);
  info.sequence = manifest->sequence;
  info.left_out = std::move(manifest->left_out);
  info.vault = std::move(manifest->vault);
  for (const auto& file : info.files) info.bytes += file.bytes;
  return info;
}

result<snapshot_info> make_offline_snapshot(const fs::path& data_directory, const std::string& metadata_db_name,
                                            const backup_options& options, const clock& time) {
  std::error_code failure;
  if (!fs::is_directory(data_directory, failure))
    return fail(errc::not_found, "there is no data directory " + data_directory.string() + "; nothing to back up");
  auto lock = server_lock::take(data_directory);
  RETURN_IF_ERROR(lock);
  const auto settled = note_beginning(data_directory, time).and_then([&] {
    return stores::settle_identity(data_directory).map([](const auto&) {});
  });
  if (!settled) logger_for("backup").warn("{}", settled.error().message);  // a disk that is full may still be backed up
  auto own = options;
  own.origin = origin_of(data_directory);
  own.origin.vault_path = options.origin.vault_path;
  return make_snapshot(closed_sources(data_directory, metadata_db_name), own, time);
}

}  // namespace secondbrain::ops
