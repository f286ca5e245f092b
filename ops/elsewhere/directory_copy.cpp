#include "ops/elsewhere/directory_copy.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/durable_rename.hpp"
#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "base/uuid.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_room.hpp"
#include "ops/backup/origin.hpp"
#include "ops/data/disk_space.hpp"
#include "ops/elsewhere/copied_file.hpp"
#include "ops/elsewhere/snapshot_transfer.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/increments/increment_piece.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto marker_name = ".secondbrain-copies";
constexpr auto unfinished = ".partial";

std::string now_in_words() {
  return utc_text(real_clock().now());
}

std::vector<snapshot_info> verified_in(const fs::path& folder, const backup_origin& origin) {
  auto own = snapshots_of(folder, origin).value_or(std::vector<snapshot_info>{});
  std::erase_if(own, [](const snapshot_info& each) { return !each.verified; });
  return own;
}

bool is_there(const std::vector<snapshot_info>& snapshots, const std::string& id) {
  return std::any_of(snapshots.begin(), snapshots.end(), [&](const auto& each) { return each.id == id; });
}

/// Renamed before it is removed, so that what a crash leaves is no snapshot.
status remove_snapshot(const fs::path& snapshot) {
  const fs::path going = snapshot.string() + unfinished;
  RETURN_IF_ERROR(rename_durably(snapshot, going));
  std::error_code failure;
  fs::remove_all(going, failure);
  if (failure) return fail_with(failure, "cannot remove " + going.string());
  return {};
}

}  // namespace

status directory_copy::prepare(copy_record& record, const copy_source&) {
  std::error_code failure;
  if (!fs::is_directory(options_.directory, failure))
    return fail(errc::not_found, "there is no folder " + shown_ + "; mount its disk, or create it if it is new");
  const auto marker = random_uuid();
  RETURN_IF_ERROR(marker);
  if (const auto known = read_file(options_.directory / marker_name); known && !trimmed(*known).empty())
    record.marker = trimmed(*known);
  else
    RETURN_IF_ERROR(write_atomically(options_.directory / marker_name, record.marker = *marker));
  record.sequence = 0;
  return {};
}

status directory_copy::recognise(copy_record& record) const {
  if (record.marker.empty()) {
    directory_copy fresh{options_};
    return fresh.prepare(record, {});
  }
  std::error_code failure;
  if (!fs::exists(options_.directory, failure))
    return fail(errc::not_found, shown_ + " is not there; mount its disk, and copying goes on by itself");
  const auto marker = read_file(options_.directory / marker_name);
  if (marker && trimmed(*marker) == record.marker) return {};
  if (!marker && marker.error().code != errc::not_found) return fail(marker.error());
  return fail(errc::conflict, shown_ +
                                  " is not the folder that was copied to before: its disk is not mounted, or it is "
                                  "another one. Mount the disk; to copy to this folder from now on, run "
                                  "`secondbrain elsewhere init`");
}

status directory_copy::copy_snapshots(copy_record& record, const copy_source& source) const {
  const auto here = verified_in(source.backups, source.origin);
  auto there = verified_in(options_.directory, source.origin);
  auto& told = record.status;
  // The newest first: it is what a disaster asks for.
  for (const auto& snapshot : here) {
    const bool is_new = snapshot.sequence > record.sequence || there.empty();
    if (!is_new || is_there(there, snapshot.id)) continue;
    RETURN_IF_ERROR(transfer_snapshot(source.backups, options_.directory, snapshot.id, source.cancelled));
    told.copied_at = told.verified_at = now_in_words();
  }
  if (!here.empty()) record.sequence = here.front().sequence;
  const backup_room room{options_.directory, source.origin, 0, free_bytes};
  RETURN_IF_ERROR(room.prune(options_.keep, real_clock().now()));
  there = verified_in(options_.directory, source.origin);
  told.snapshots = there.size();
  told.snapshot = there.empty() ? std::string{} : there.front().id;
  told.made_at = there.empty() ? std::string{} : there.front().created_at;
  return {};
}

/// Pieces in their order, each read again there; what is older than the newest generation goes when that is there.
status directory_copy::copy_increments(copy_record& record, const copy_source& source) {
  const auto from = increments_of(source.backups, source.origin.data_id);
  const auto generations = generations_in(from);
  if (source.origin.data_id.empty() || generations.empty()) return {};
  const auto& generation = generations.front();
  const auto folder = increments_of(options_.directory, source.origin.data_id);
  const auto to = folder / generation.filename();
  auto& copied = pieces_there_[generation];
  std::error_code failure;
  const bool is_new = fs::exists(piece_place(generation, copied + 1), failure);
  if (copied > 0 && !is_new && fs::exists(piece_place(to, copied), failure)) return {};
  RETURN_IF_ERROR(make_directories_below(options_.directory, to));
  RETURN_IF_ERROR(write_origin(folder, source.origin));
  for (copied = count_pieces(to); fs::exists(piece_place(generation, copied + 1), failure); ++copied) {
    const auto target = piece_place(to, copied + 1);
    const fs::path draft = target.string() + unfinished;
    const auto hash = copy_file_durably(piece_place(generation, copied + 1), draft, source.cancelled);
    RETURN_IF_ERROR(hash);
    const auto piece = read_piece(draft, {});
    RETURN_IF_ERROR(piece);
    RETURN_IF_ERROR(rename_durably(draft, target));
    record.status.increments_at = piece->header.at;
  }
  for (const auto& each : generations_in(folder))
    if (each.filename() != generation.filename()) fs::remove_all(each, failure);
  std::erase_if(pieces_there_, [&](const auto& each) { return each.first != generation; });
  return {};
}

status directory_copy::carry(copy_record& record, const copy_source& source) {
  RETURN_IF_ERROR(recognise(record));
  RETURN_IF_ERROR(copy_increments(record, source));
  RETURN_IF_ERROR(copy_snapshots(record, source));
  constexpr std::chrono::hours between_checks{7 * 24};
  const auto now = real_clock().now();
  auto& told = record.status;
  const bool is_due = told.verified_at < utc_text(now - between_checks) || told.verified_at > utc_text(now);
  if (told.snapshot.empty() || !is_due) return {};
  const auto checked = verify_snapshot(options_.directory, told.snapshot);
  RETURN_IF_ERROR(checked);
  if (checked->verified) {
    told.verified_at = now_in_words();
    return {};
  }
  const auto damage = checked->problem;
  record.sequence = 0;  // so that it is copied again
  RETURN_IF_ERROR(remove_snapshot(checked->path));
  return fail(errc::corrupt, "the backup " + told.snapshot + " had become damaged there (" + damage +
                                 ") and is copied again; look at that disk");
}

result<std::string> directory_copy::fetch(const std::string& id, const copy_source& source) {
  std::error_code failure;
  if (!fs::is_directory(options_.directory, failure))
    return fail(errc::not_found, shown_ + " is not there; mount its disk");
  auto wanted = id;
  if (wanted.empty()) {
    const auto own = verified_in(options_.directory, source.origin);
    if (own.empty()) return fail(errc::not_found, "there is no backup of " + source.origin.data_path + " in " + shown_);
    wanted = own.front().id;
  }
  if (fs::exists(source.backups / wanted, failure)) return wanted;
  RETURN_IF_ERROR(verify_snapshot(options_.directory, wanted));
  fs::create_directories(source.backups, failure);
  if (failure) return fail_with(failure, "cannot create " + source.backups.string());
  RETURN_IF_ERROR(transfer_snapshot(options_.directory, source.backups, wanted, source.cancelled));
  return wanted;
}

}  // namespace secondbrain::ops
