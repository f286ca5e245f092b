#include "ops/elsewhere/directory_copy.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/files.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "base/uuid.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_room.hpp"
#include "ops/backup/former_directory.hpp"
#include "ops/data/disk_space.hpp"
#include "ops/elsewhere/copied_file.hpp"
#include "ops/elsewhere/copies_mending.hpp"
#include "ops/elsewhere/copies_retention.hpp"
#include "ops/elsewhere/directory_fetch.hpp"
#include "ops/elsewhere/fetched_snapshot.hpp"
#include "ops/elsewhere/increments_transfer.hpp"
#include "ops/elsewhere/leftovers.hpp"
#include "ops/elsewhere/snapshot_transfer.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto marker_name = ".secondbrain-copies";

std::vector<snapshot_info> verified_here(const copy_source& source) {
  auto own = snapshots_of(source.backups, source.origin).value_or(std::vector<snapshot_info>{});
  std::erase_if(own, [](const snapshot_info& each) { return !each.verified; });
  return own;
}

std::uint64_t bytes_of(const std::vector<stored_file>& files) {
  std::uint64_t bytes = 0;
  for (const auto& file : files) bytes += file.bytes;
  return bytes;
}

/// How long ago a part was read last; the first time, as long as it should be.
std::chrono::seconds since_last_part(const copy_record& record, const directory_options& options, wall_time now) {
  const auto last = time_from_utc(record.read_at);
  if (!last || *last > now) return options.between_parts;
  return std::chrono::duration_cast<std::chrono::seconds>(now - *last);
}

}  // namespace

std::string directory_copy::now() const {
  return utc_text(time_.now());
}

status directory_copy::prepare(copy_record& record, const copy_source& source, another_place another) {
  std::error_code failure;
  if (!fs::is_directory(options_.directory, failure))
    return fail(errc::not_found, "there is no folder " + shown_ + "; mount its disk, or create it if it is new");
  if (!record.marker.empty()) {
    const auto known = recognise(record);
    if (known || known.error().code != errc::conflict) return known;
    if (another == another_place::refused)
      return fail(errc::conflict, shown_ +
                                      " is not the folder that was copied to before: its disk is not mounted, or it is "
                                      "another one");
  }
  RETURN_IF_ERROR(take(record));
  count(record, source);
  return {};
}

status directory_copy::take(copy_record& record) const {
  std::error_code failure;
  if (!fs::is_directory(options_.directory, failure))
    return fail(errc::not_found, "there is no folder " + shown_ + "; mount its disk, or create it if it is new");
  const auto marker = random_uuid();
  RETURN_IF_ERROR(marker);
  record = {};
  record.status.kind = kind();
  record.status.place = shown_;
  if (const auto known = read_regular_file(options_.directory / marker_name); known && !trimmed(*known).empty())
    record.marker = trimmed(*known);
  else
    RETURN_IF_ERROR(write_atomically(options_.directory / marker_name, record.marker = *marker));
  return {};
}

status directory_copy::recognise(copy_record& record) const {
  if (record.marker.empty()) return take(record);
  std::error_code failure;
  if (!fs::exists(options_.directory, failure))
    return fail(errc::not_found, shown_ + " is not there; mount its disk, and copying goes on by itself");
  const auto marker = read_regular_file(options_.directory / marker_name);
  if (marker && trimmed(*marker) == record.marker) return {};
  if (!marker && marker.error().code != errc::not_found) return fail(marker.error());
  return fail(errc::conflict, shown_ +
                                  " is not the folder that was copied to before: its disk is not mounted, or it is "
                                  "another one. Mount the disk; to copy to this folder from now on, run "
                                  "`secondbrain elsewhere init directory`");
}

/// The newest first: it is what a disaster asks for.
status directory_copy::copy_snapshots(copy_record& record, const copy_source& source) const {
  const auto own_folder = folder_of_copies(options_.directory, source.origin);
  const auto here = verified_here(source);
  auto there = own_copies(options_.directory, source.origin);
  auto& told = record.status;
  status first;
  bool made_room = false;
  told.not_copied.clear();
  for (const auto& snapshot : to_be_copied(options_.keep, here, there, time_.now())) {
    if (const auto known = damaged_here_.known(snapshot, time_.now()); !known.empty()) {
      told.not_copied.push_back(known);
      continue;
    }
    const auto damaged = std::find_if(there.begin(), there.end(), [&](const auto& each) {
      return each.folder == own_folder && each.info.id == snapshot.id && !each.info.verified;
    });
    const auto name = damaged != there.end() ? snapshot.id : free_snapshot_id(own_folder, snapshot.id);
    RETURN_IF_ERROR(make_directories_below(options_.directory, own_folder));
    const transfer_order order{source.backups, own_folder, snapshot.id, name, held_contents::trusted, source.cancelled};
    auto done = transfer_snapshot(order);
    if (!done && done.error().code == errc::disk_full && !made_room) {
      made_room = true;
      RETURN_IF_ERROR(prune_copies(options_.keep, here, there, time_.now()));
      done = transfer_snapshot(order);
    }
    if (!done && done.error().code != errc::corrupt) return fail(done.error());
    std::error_code failure;
    if (!done && !fs::exists(snapshot.path, failure)) continue;  // rotated away meanwhile
    if (!done && is_sound_there({source.backups, snapshot})) {   // it was damaged on its way, or where it came to
      if (first) first = fail(done.error());
      continue;
    }
    if (!done) {
      damaged_here_.note(snapshot, done.error().message, time_.now());
      told.not_copied.push_back(damaged_here_.known(snapshot, time_.now()));
      continue;
    }
    told.copied_at = told.verified_at = now();
    if (damaged != there.end()) note_mended(record, snapshot.id + " (" + damaged->info.problem + ")");
    record.sequence = std::max(record.sequence, snapshot.sequence);
    if (!done->without.empty() && first)
      first = fail(errc::corrupt, "the content of the file " + done->without.front() + " is damaged or missing in " +
                                      source.backups.string() +
                                      "; the next backup stores it again where the vault still has it");
  }
  there = own_copies(options_.directory, source.origin);
  if (const auto pruned = prune_copies(options_.keep, there, time_.now()); !pruned && first) first = pruned;
  return first;
}

status directory_copy::check(copy_record& record, const stored_file& file, const copy_source& source) const {
  if (source.cancelled()) return fail(errc::cancelled, "reading what was copied was given up");
  if (check_stored(options_.directory, file)) return {};
  RETURN_IF_ERROR(recognise(record));  // a disk that went away meanwhile has no damage
  auto& damaged = record.status.damaged;
  if (std::find(damaged.begin(), damaged.end(), file.path) == damaged.end()) damaged.push_back(file.path);
  return {};
}

/// Goes on where the last part ended.
status directory_copy::read_part(copy_record& record, const copy_source& source, const std::vector<stored_file>& files,
                                 std::uint64_t most_bytes) const {
  auto& told = record.status;
  auto next = std::upper_bound(files.begin(), files.end(), record.read_until,
                               [](const std::string& path, const stored_file& file) { return path < file.path; });
  if (record.read_until.empty() || told.verifying_since.empty()) {
    next = files.begin();
    told.verifying_since = now();
  }
  for (std::uint64_t bytes = 0; next != files.end() && (bytes == 0 || bytes < most_bytes); ++next) {
    RETURN_IF_ERROR(check(record, *next, source));
    bytes += std::max<std::uint64_t>(next->bytes, 1);
    record.read_until = next->path;
  }
  record.read_at = now();
  told.bytes = bytes_of(files);
  if (next != files.end()) return {};
  told.all_verified_since = std::exchange(told.verifying_since, {});
  record.read_until.clear();
  if (told.damaged.empty() && !files.empty()) told.verified_at = now();
  return {};
}

status directory_copy::read_due(copy_record& record, const copy_source& source) const {
  const auto elapsed = since_last_part(record, options_, time_.now());
  if (elapsed < options_.between_parts) return {};
  remove_leftovers(options_.directory, source.origin, time_.now());
  const auto files = inventory_of(options_.directory, source.origin, own_copies(options_.directory, source.origin));
  constexpr double largest_share = 0.25;
  const auto share = std::min(largest_share, std::chrono::duration<double>(elapsed) / options_.all_within);
  const auto bytes = static_cast<std::uint64_t>(share * static_cast<double>(bytes_of(files)));
  return read_part(record, source, files, std::max(options_.least_part, bytes));
}

/// With all the contents that it names, whoever else names them.
status directory_copy::read_newest(copy_record& record, const copy_source& source) const {
  remove_leftovers(options_.directory, source.origin, time_.now());
  auto own = own_copies(options_.directory, source.origin);
  const auto newest = std::find_if(own.begin(), own.end(), [](const auto& each) { return each.info.verified; });
  if (newest == own.end()) return {};
  for (const auto& file : inventory_of(options_.directory, source.origin, {*newest}))
    RETURN_IF_ERROR(check(record, file, source));
  if (record.status.damaged.empty()) record.status.verified_at = now();
  return {};
}

void directory_copy::note_mended(copy_record& record, const std::string& what) const {
  record.status.mended = what;
  record.status.mended_at = now();
  logger_for("elsewhere").warn("{} was damaged in {} and was copied again; look at that disk", what, shown_);
}

status directory_copy::mend(copy_record& record, const copy_source& source) const {
  auto& told = record.status;
  if (told.damaged.empty()) return {};
  const auto files = inventory_of(options_.directory, source.origin, own_copies(options_.directory, source.origin));
  std::string last;
  std::vector<std::string> left;
  for (const auto& path : told.damaged) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const auto& each) { return each.path == path; });
    if (file == files.end()) continue;  // it went, and is not asked for any more
    const auto what = describe(options_.directory, *file);
    const auto found = check_stored(options_.directory, *file);
    const auto done = found ? status{} : mend_stored(options_.directory, *file, source);
    if (!done && done.error().code != errc::corrupt && done.error().code != errc::not_found) return done;
    if (!done) {
      left.push_back(path);
      last = what + " is damaged in " + shown_ + " (" + found.error().message +
             "), and there is no sound copy of it in " + source.backups.string() + "; look at that disk";
      continue;
    }
    note_mended(record, what);
  }
  told.damaged = std::move(left);
  return told.damaged.empty() ? status{} : fail(errc::corrupt, last);
}

void directory_copy::count(copy_record& record, const copy_source& source) const {
  auto& told = record.status;
  const auto own = own_copies(options_.directory, source.origin);
  told.snapshots = 0;
  told.snapshot.clear();
  told.made_at.clear();
  for (const auto& each : own) {
    if (!each.info.verified) continue;
    if (++told.snapshots > 1) continue;
    told.snapshot = each.info.id;
    told.made_at = each.info.created_at;
  }
  const auto all = all_copies(options_.directory);
  told.others = all.size() - own.size();
  std::vector<snapshot_info> infos;
  infos.reserve(all.size());
  for (const auto& each : all) infos.push_back(each.info);
  const auto former = former_directories(infos, source.origin.data_path, time_.now());
  told.former = former.empty() ? std::string{} : former.front().newest.id;
  const auto free = free_bytes(options_.directory);
  told.free_bytes = free ? std::optional{*free} : std::nullopt;
}

status directory_copy::carry(copy_record& record, const copy_source& source, copies_reading reading) {
  RETURN_IF_ERROR(recognise(record));
  const auto own_folder = folder_of_copies(options_.directory, source.origin);
  RETURN_IF_ERROR(make_directories_below(options_.directory, own_folder));
  const auto shipped = copy_increments(source.backups, own_folder, source.origin, source.cancelled);
  if (shipped && !shipped->empty()) {
    record.status.increments_at = *shipped;
    std::error_code ignored;  // what an earlier version has copied
    fs::remove_all(increments_of(options_.directory, source.origin.data_id), ignored);
  }
  const auto copied = copy_snapshots(record, source);
  if (source.cancelled()) return fail(errc::cancelled, "copying was given up, because the service stops");
  const auto read = reading == copies_reading::newest ? read_newest(record, source) : read_due(record, source);
  const auto whole = read.and_then([&] { return mend(record, source); });
  count(record, source);
  RETURN_IF_ERROR(copied);
  RETURN_IF_ERROR(shipped);
  return whole;
}

/// Twice, when something was mended: what a damaged manifest or list names was not known before.
status directory_copy::verify(copy_record& record, const copy_source& source) {
  RETURN_IF_ERROR(recognise(record));
  const auto read_all = [&]() -> status {
    record.read_until.clear();
    const auto files = inventory_of(options_.directory, source.origin, own_copies(options_.directory, source.origin));
    RETURN_IF_ERROR(read_part(record, source, files, std::numeric_limits<std::uint64_t>::max()));
    return mend(record, source);
  };
  const auto before = std::exchange(record.status.mended_at, {});
  auto whole = read_all();
  if (whole && !record.status.mended_at.empty()) whole = read_all();
  if (record.status.mended_at.empty()) record.status.mended_at = before;
  count(record, source);
  return whole;
}

status directory_copy::look(copy_record& record, const copy_source& source) {
  std::error_code failure;
  if (!fs::is_directory(options_.directory, failure))
    return fail(errc::not_found, shown_ + " is not there; mount its disk");
  if (!record.marker.empty()) RETURN_IF_ERROR(recognise(record));
  count(record, source);
  record.status.bytes =
      bytes_of(inventory_of(options_.directory, source.origin, own_copies(options_.directory, source.origin)));
  return {};
}

result<fetched> directory_copy::fetch(const fetch_order& order, const copy_source& source) {
  return fetch_from_directory(options_.directory, order, source);
}

}  // namespace secondbrain::ops
