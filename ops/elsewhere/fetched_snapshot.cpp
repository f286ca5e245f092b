#include "ops/elsewhere/fetched_snapshot.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/regular_file.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/elsewhere/copies_layout.hpp"
#include "ops/elsewhere/snapshot_transfer.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// What it is called here, and whether it is here already.
struct local_name {
  std::string name;
  bool held = false;
};

local_name name_for(const snapshot_there& wanted, const fs::path& backups) {
  const auto& id = wanted.info.id;
  const auto here = verify_snapshot(backups, id);
  if (!here) return {free_snapshot_id(backups, id)};
  const bool is_known = !wanted.info.created_at.empty();  // otherwise its manifest is damaged
  const bool is_same = is_known && here->origin && wanted.info.origin &&
                       here->origin->data_id == wanted.info.origin->data_id && is_same_snapshot(*here, wanted.info);
  if (is_same) return {id, here->verified};
  return {free_snapshot_id(backups, id)};
}

std::string without_in_words(const std::vector<std::string>& notes, const fs::path& folder) {
  const auto more = notes.size() > 1 ? " and of " + std::to_string(notes.size() - 1) + " more" : std::string{};
  return "The content of the file " + notes.front() + more + " is damaged or missing in " + folder.string() +
         ", and is not in what was brought back; the vault and older backups may have it.";
}

}  // namespace

result<fetched> bring_snapshot(const snapshot_there& wanted, const copy_source& source) {
  const auto local = name_for(wanted, source.backups);
  if (local.held) return fetched{local.name, {}};
  const auto done = transfer_snapshot(
      {wanted.folder, source.backups, wanted.info.id, local.name, held_contents::read, source.cancelled});
  RETURN_IF_ERROR(done);
  fetched brought{local.name, {}};
  if (!done->without.empty()) brought.remarks.push_back(without_in_words(done->without, wanted.folder));
  return brought;
}

bool is_sound_there(const snapshot_there& snapshot) {
  const auto place = snapshot.folder / snapshot.info.id;
  const auto manifest =
      read_regular_file(place / manifest_name).and_then([](const std::string& text) { return parse_manifest(text); });
  if (!manifest) return false;
  const auto is_sound = [&](const std::string& name, const std::string& sha256) {
    const auto actual = sha256_of_file(place / name);
    return actual && *actual == sha256;
  };
  return std::all_of(manifest->files.begin(), manifest->files.end(),
                     [&](const backup_file& file) { return is_sound(file.name, file.sha256); }) &&
         (!manifest->vault_list || is_sound(vault_list_name, manifest->vault_list->sha256));
}

bool says_it_is_damaged(const error& problem) noexcept {
  return problem.code == errc::corrupt || problem.code == errc::io_failure || problem.code == errc::newer_schema;
}

}  // namespace secondbrain::ops
