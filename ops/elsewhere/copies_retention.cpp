#include "ops/elsewhere/copies_retention.hpp"

#include <algorithm>
#include <set>

#include "base/durable_rename.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"
#include "ops/backup/backup_room.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/unfinished.hpp"
#include "ops/data/disk_space.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

std::vector<snapshot_info> sound_of(const std::vector<placed_snapshot>& there) {
  std::vector<snapshot_info> sound;
  for (const auto& each : there)
    if (each.info.verified) sound.push_back(each.info);
  return sound;
}

bool holds(const std::vector<snapshot_info>& all, const snapshot_info& wanted) {
  return std::any_of(all.begin(), all.end(), [&](const auto& each) { return is_same_snapshot(each, wanted); });
}

/// Here and there together, the newest first.
std::vector<snapshot_info> both(const std::vector<snapshot_info>& here, const std::vector<snapshot_info>& there) {
  auto all = here;
  for (const auto& each : there)
    if (!holds(here, each)) all.push_back(each);
  std::stable_sort(all.begin(), all.end(), is_newer);
  return all;
}

bool is_of_a_later_version(const placed_snapshot& each) {
  const auto manifest =
      read_regular_file(each.folder / each.info.id / manifest_name).and_then([](const std::string& text) {
        return parse_manifest(text);
      });
  return !manifest && manifest.error().code == errc::newer_schema;
}

/// Renamed before it is removed, so that what a crash leaves is no snapshot.
status remove_snapshot(const placed_snapshot& each) {
  const fs::path snapshot = each.folder / each.info.id;
  const fs::path going = snapshot.string() + unfinished_suffix;
  std::error_code failure;
  fs::remove_all(going, failure);
  RETURN_IF_ERROR(rename_durably(snapshot, going));
  fs::remove_all(going, failure);
  if (failure) return fail_with(failure, "cannot remove " + going.string());
  return {};
}

}  // namespace

std::vector<snapshot_info> to_be_copied(const retention& rules, const std::vector<snapshot_info>& here,
                                        const std::vector<placed_snapshot>& there, wall_time now) {
  const auto sound = sound_of(there);
  const auto kept = kept_by(rules, both(here, sound), now);
  std::vector<snapshot_info> missing;
  for (const auto& each : here)
    if (kept.contains(each.id) && !holds(sound, each)) missing.push_back(each);
  return missing;
}

status prune_copies(const retention& rules, const std::vector<snapshot_info>& here,
                    const std::vector<placed_snapshot>& there, wall_time now) {
  const auto sound = sound_of(there);
  auto kept = kept_by(rules, both(here, sound), now);
  kept.merge(never_removed(sound));
  const auto enough = static_cast<std::size_t>(std::max(rules.newest, 1));
  std::set<fs::path> touched;
  for (const auto& each : there) {
    const auto newer = [&](const snapshot_info& other) { return is_newer(other, each.info); };
    const bool stays = each.info.verified
                           ? kept.contains(each.info.id)
                           : static_cast<std::size_t>(std::count_if(sound.begin(), sound.end(), newer)) < enough ||
                                 is_of_a_later_version(each);
    if (stays) continue;
    RETURN_IF_ERROR(remove_snapshot(each));
    touched.insert(each.folder);
  }
  for (const auto& folder : touched) RETURN_IF_ERROR(backup_room(folder, {}, 0, free_bytes).sweep_contents());
  return {};
}

status prune_copies(const retention& rules, const std::vector<placed_snapshot>& there, wall_time now) {
  return prune_copies(rules, {}, there, now);
}

}  // namespace secondbrain::ops
