#include "ops/backup/backup_maker.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/list_directory.hpp"
#include "base/system_error.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/snapshot_check.hpp"
#include "ops/data/data_directory.hpp"
#include "ops/data/server_lock.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto unfinished = ".partial";

status make_private_directory(const fs::path& directory) {
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (!failure) fs::permissions(directory, fs::perms::owner_all, failure);
  if (failure) return fail_with(failure, "cannot create " + directory.string());
  return {};
}

result<file_descriptor> lock_directory(const fs::path& backups) {
  auto path = backups / ".backup_lock";
  file_descriptor lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (!lock) return fail_with_errno("cannot open " + path.string());
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(errc::locked, "another backup is being made in " + backups.string() + "; wait for it");
  return lock;
}

/// What a crash has left behind. Safe under the lock: nobody else writes here.
void sweep(const fs::path& backups) {
  std::error_code ignored;
  for (const auto& entry : list_directory(backups).value_or(std::vector<fs::path>{})) {
    auto name = entry.filename().string();
    if (name.ends_with(unfinished) || name.starts_with(scratch_prefix)) fs::remove_all(entry, ignored);
  }
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

result<backup_file> write_source(const snapshot_source& source, const fs::path& snapshot) {
  auto file = snapshot / source.name;
  auto written = make_private_directory(file.parent_path()).and_then([&] { return source.write(file); });
  if (!written) return fail(written.error(), "backing up " + source.name);
  auto checksum = sha256_of_file(file);
  RETURN_IF_ERROR(checksum);
  std::error_code failure;
  auto bytes = fs::file_size(file, failure);
  if (failure) return fail_with(failure, "cannot look at " + file.string());
  return backup_file{source.name, source.kind, bytes, std::move(*checksum)};
}

/// Fills one snapshot. A derived file that is damaged or cannot be had is left out with its reason.
class filling {
 public:
  filling(const fs::path& snapshot, const backup_options& options) : snapshot_{snapshot}, options_{options} {}

  status run(const std::vector<snapshot_source>& sources) {
    snapshot_progress seen;
    seen.files_total = static_cast<int>(sources.size());
    for (const auto& source : sources) seen.bytes_total += source.expected_bytes;
    for (const auto& source : sources) {
      seen.current = source.name;
      seen.copy = snapshot_ / source.name;
      options_.progress(seen);
      if (options_.cancelled()) return fail(errc::cancelled, "the backup was given up, because the service stops");
      auto file = write_source(source, snapshot_);
      if (file && file->kind == backup_file_kind::database)
        if (auto checked = check_database(snapshot_, source.name); !checked) file = fail(checked.error());
      if (file)
        manifest_.files.push_back(std::move(*file));
      else if (auto accepted = do_without(source, file.error()); !accepted)
        return accepted;
      ++seen.files_done;
      seen.bytes_done += source.expected_bytes;
    }
    seen.current.clear();
    seen.copy.clear();
    options_.progress(seen);
    return {};
  }

  backup_manifest& manifest() { return manifest_; }

 private:
  status do_without(const snapshot_source& source, const error& why) {
    // A text that was captured after all, a marker that was taken back: there is nothing left to lose.
    if (source.kind == backup_file_kind::plain && why.code == errc::not_found) return {};
    if (why.code == errc::corrupt && source.report_damage) source.report_damage();
    if (source.worth == source_kind::recorded || why.code == errc::cancelled) return fail(why);
    std::error_code ignored;
    fs::remove(snapshot_ / source.name, ignored);
    manifest_.left_out.push_back({source.name, why.message});
    logger_for("backup").warn("{} is not in this backup; it can be made again from the vault: {}", source.name,
                              why.message);
    return {};
  }

  fs::path snapshot_;
  const backup_options& options_;
  backup_manifest manifest_;
};

result<backup_manifest> fill_snapshot(const fs::path& snapshot, const std::vector<snapshot_source>& sources,
                                      const backup_options& options, std::uint64_t sequence, const clock& time) {
  filling work{snapshot, options};
  auto& manifest = work.manifest();
  manifest.service_version = options.service_version;
  manifest.created_at = utc_text(time.now());
  manifest.origin = options.origin;
  manifest.sequence = sequence;
  RETURN_IF_ERROR(work.run(sources));
  manifest.verified_at = utc_text(time.now());
  RETURN_IF_ERROR(write_atomically(snapshot / manifest_name, to_json(manifest)));
  return std::move(manifest);
}

status rename_durably(const fs::path& from, const fs::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) return fail_with_errno("cannot rename " + from.string());
  return sync_directory(to.parent_path());
}

/// Renamed before it is removed, so that a crash in between never leaves half a snapshot under a good name.
status prune(const fs::path& backups, const backup_origin& origin, int keep) {
  auto snapshots = snapshots_of(backups, origin);
  RETURN_IF_ERROR(snapshots);
  int verified = 0;
  for (const auto& snapshot : *snapshots) {
    if (!snapshot.verified || ++verified <= keep) continue;
    auto going = fs::path{snapshot.path + unfinished};
    if (auto renamed = rename_durably(snapshot.path, going); !renamed) return renamed;
    std::error_code failure;
    fs::remove_all(going, failure);
    if (failure) return fail_with(failure, "cannot remove the old backup " + snapshot.id);
  }
  return {};
}

}  // namespace

result<snapshot_info> make_snapshot(const std::vector<snapshot_source>& sources, const backup_options& options,
                                    const clock& time) {
  RETURN_IF_ERROR(make_private_directory(options.directory));
  auto lock = lock_directory(options.directory);
  RETURN_IF_ERROR(lock);
  sweep(options.directory);

  auto own = snapshots_of(options.directory, options.origin);
  RETURN_IF_ERROR(own);
  auto sequence = own->empty() ? 1 : own->front().sequence + 1;
  auto id = free_id(options.directory, time.now());
  auto partial = options.directory / (id + unfinished);
  auto final_place = options.directory / id;
  auto manifest = make_private_directory(partial).and_then(
      [&]() -> result<backup_manifest> { return fill_snapshot(partial, sources, options, sequence, time); });
  auto named = manifest ? rename_durably(partial, final_place) : status{fail(manifest.error())};
  if (!named) {
    sweep(options.directory);
    return fail(named.error());
  }
  // The new snapshot counts even when an old one cannot be removed.
  if (auto pruned = prune(options.directory, options.origin, options.keep); !pruned)
    logger_for("backup").warn("{}", pruned.error().message);

  snapshot_info info;
  info.id = id;
  info.path = final_place;
  info.created_at = manifest->created_at;
  info.verified = true;
  info.files = std::move(manifest->files);
  info.origin = std::move(manifest->origin);
  info.sequence = sequence;
  info.left_out = std::move(manifest->left_out);
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
  auto sources = closed_database_sources(data_directory, ops::data_directory::database_names(metadata_db_name));
  for (auto& source : plain_file_sources(data_directory)) sources.push_back(std::move(source));
  auto own = options;
  own.origin = origin_of(data_directory);
  own.origin.vault_path = options.origin.vault_path;
  return make_snapshot(sources, own, time);
}

}  // namespace secondbrain::ops
