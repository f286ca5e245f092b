#include "ops/backup/backup_room.hpp"

#include <cstdio>
#include <set>

#include "base/files.hpp"
#include "base/human_text.hpp"
#include "base/list_directory.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/unfinished.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// Also of a list that is damaged, as far as it can be made out: what is left of such a snapshot stays.
void add_contents_in(std::string_view list, std::set<std::string, std::less<>>& named) {
  constexpr std::string_view member = R"("sha256":")";
  constexpr std::size_t digits = 64;
  for (auto at = list.find(member); at != list.npos; at = list.find(member, at + member.size()))
    named.emplace(list.substr(at + member.size(), digits));
}

std::string bytes_in_words(std::uint64_t bytes) {
  return byte_count(static_cast<std::int64_t>(bytes));
}

}  // namespace

status backup_room::remove(const snapshot_info& snapshot) const {
  // Renamed before it is removed, so that a crash in between never leaves half a snapshot under a good name.
  const auto going = fs::path{snapshot.path + unfinished_suffix};
  if (std::rename(snapshot.path.c_str(), going.c_str()) != 0) return fail_with_errno("cannot rename " + snapshot.path);
  RETURN_IF_ERROR(sync_directory(backups_));
  std::error_code failure;
  fs::remove_all(going, failure);
  if (failure) return fail_with(failure, "cannot remove the old backup " + snapshot.id);
  return {};
}

status backup_room::prune(const retention& rules, wall_time now) const {
  const auto own = snapshots_of(backups_, owner_);
  RETURN_IF_ERROR(own);
  auto kept = kept_by(rules, *own, now);
  kept.merge(never_removed(*own));
  bool removed = false;
  for (const auto& snapshot : *own) {
    if (!snapshot.verified || kept.contains(snapshot.id)) continue;
    RETURN_IF_ERROR(remove(snapshot));
    removed = true;
  }
  return removed ? sweep_contents() : status{};
}

status backup_room::make_room(std::uint64_t bytes) const {
  auto free = free_(backups_);
  RETURN_IF_ERROR(free);
  if (*free >= floor_ + bytes) return {};
  const auto own = snapshots_of(backups_, owner_);
  RETURN_IF_ERROR(own);
  const auto stay = never_removed(*own);
  std::uint64_t reclaimable = 0;
  for (const auto& each : *own)
    if (each.verified && !stay.contains(each.id)) reclaimable += each.bytes;
  const auto wanted = *free + reclaimable >= floor_ + bytes ? floor_ + bytes : bytes;
  for (auto oldest = own->rbegin(); oldest != own->rend() && *free < wanted; ++oldest) {
    if (!oldest->verified || stay.contains(oldest->id)) continue;
    RETURN_IF_ERROR(remove(*oldest));
    RETURN_IF_ERROR(sweep_contents());
    logger_for("backup").warn("the backup {} was removed to make room on its disk", oldest->id);
    free = free_(backups_);
    RETURN_IF_ERROR(free);
  }
  if (*free >= floor_ + bytes) return {};
  return fail(errc::disk_full, "they need " + bytes_in_words(bytes) + ", " + bytes_in_words(*free) + " are free in " +
                                   backups_.string() + ", and " + bytes_in_words(floor_) +
                                   " are to stay free (SECONDBRAIN_BACKUP_FREE_FLOOR)");
}

status backup_room::sweep_contents() const {
  std::set<std::string, std::less<>> named;
  const auto entries = list_directory(backups_);
  RETURN_IF_ERROR(entries);
  std::error_code failure;
  for (const auto& entry : *entries) {
    if (entry.filename() == objects_name || !fs::is_directory(entry, failure)) continue;
    const auto manifest =
        read_regular_file(entry / manifest_name).and_then([](const std::string& text) { return parse_manifest(text); });
    // A later version may name contents in a way that is not known here.
    if (!manifest && manifest.error().code == errc::newer_schema) return {};
    const auto list = read_regular_file(entry / vault_list_name, most_vault_list_bytes);
    if (!list && list.error().code != errc::not_found) return fail(list.error());
    if (list) add_contents_in(*list, named);
  }
  return object_store{backups_}.keep_only(named).map([](std::uint64_t) {});
}

}  // namespace secondbrain::ops
