#include "ops/elsewhere/copies_mending.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/elsewhere/increments_transfer.hpp"
#include "ops/elsewhere/snapshot_transfer.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

status mend_content(const stored_file& damaged, const copy_source& source) {
  RETURN_IF_ERROR(transfer_content(source.backups, damaged.folder, damaged.sha256, source.cancelled));
  return sync_directory(object_store{damaged.folder}.place_of(damaged.sha256).parent_path());
}

status mend_piece(const fs::path& directory, const stored_file& damaged, const copy_source& source) {
  const auto place = directory / damaged.path;
  return transfer_piece(source.backups / place.lexically_relative(damaged.folder), place, source.cancelled);
}

/// The one here is the same by its manifest; where that is damaged there, by its name.
status mend_snapshot(const stored_file& damaged, const copy_source& source) {
  const auto there = list_snapshots(damaged.folder);
  RETURN_IF_ERROR(there);
  const auto here = snapshots_of(source.backups, source.origin);
  RETURN_IF_ERROR(here);
  const auto bad = std::find_if(there->begin(), there->end(), [&](auto& each) { return each.id == damaged.snapshot; });
  if (bad == there->end()) return {};
  const auto sound = std::find_if(here->begin(), here->end(), [&](const snapshot_info& each) {
    return each.verified && (bad->created_at.empty() ? each.id == bad->id : is_same_snapshot(each, *bad));
  });
  if (sound == here->end()) return fail(errc::not_found, "it is not in " + source.backups.string());
  return transfer_snapshot(
             {source.backups, damaged.folder, sound->id, bad->id, held_contents::trusted, source.cancelled})
      .map([](const auto&) {});
}

}  // namespace

status mend_stored(const fs::path& directory, const stored_file& damaged, const copy_source& source) {
  switch (damaged.kind) {
    case stored_kind::content: return mend_content(damaged, source);
    case stored_kind::piece: return mend_piece(directory, damaged, source);
    case stored_kind::manifest:
    case stored_kind::plain: break;
  }
  return mend_snapshot(damaged, source);
}

}  // namespace secondbrain::ops
