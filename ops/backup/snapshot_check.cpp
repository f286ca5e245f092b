#include "ops/backup/snapshot_check.hpp"

#include <cstdlib>
#include <map>
#include <string>
#include <system_error>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/system_error.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/scratch_directory.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/backup/vault/vault_entry.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

status check_checksum(const fs::path& snapshot, const backup_file& file) {
  auto actual = sha256_of_file(snapshot / file.name);
  RETURN_IF_ERROR(actual);
  if (*actual != file.sha256)
    return fail(errc::corrupt, file.name + " is not what was backed up: its checksum differs");
  return {};
}

/// Where it lies: it is whole by its checksum, is in no WAL mode, and so is read without a trace.
status check_in_place(const fs::path& snapshot, const std::string& name) {
  using stores::sqlite::database;
  auto opened = database::open(snapshot / name, stores::sqlite::open_mode::read_only);
  const auto checked = opened ? opened->quick_check() : status{fail(opened.error())};
  return checked ? checked : status{fail(checked.error(), "checking " + name)};
}

}  // namespace

status check_database(const fs::path& snapshot, const std::string& name) {
  using stores::sqlite::database;
  using stores::sqlite::open_mode;
  auto scratch = scratch_directory::make_in(snapshot.parent_path());
  RETURN_IF_ERROR(scratch);
  auto copy = scratch->path() / fs::path{name}.filename();
  std::error_code failure;
  fs::copy_file(snapshot / name, copy, failure);
  if (failure) return fail_with(failure, "cannot copy " + name + " to a scratch place");
  auto opened = database::open(copy, open_mode::read_write);
  auto checked = opened ? opened->quick_check() : status{fail(opened.error())};
  return checked ? checked : status{fail(checked.error(), "checking " + name)};
}

status check_notes(const fs::path& backups, const fs::path& snapshot) {
  const auto entries = read_vault_list(snapshot / vault_list_name);
  RETURN_IF_ERROR(entries);
  const object_store store{backups};
  std::map<std::string_view, bool> checked;  // whether it is sound
  std::vector<std::string> bad;
  for (const auto& entry : *entries) {
    if (entry.kind != vault_entry_kind::file) continue;
    auto [seen, is_new] = checked.try_emplace(entry.sha256, true);
    if (is_new) {
      const auto sound = store.check(entry.sha256);
      if (!sound && sound.error().code != errc::corrupt) return sound;
      seen->second = sound.has_value();
    }
    if (!seen->second) bad.push_back(shown(entry.path));
  }
  if (bad.empty()) return {};
  const auto more = bad.size() > 1 ? " and of " + std::to_string(bad.size() - 1) + " more" : std::string{};
  return fail(errc::corrupt,
              "the content of the note " + bad.front() + more +
                  " is damaged or missing; the next backup stores it again where the vault still has it");
}

status check_sizes(const fs::path& snapshot, const std::vector<backup_file>& files) {
  for (const auto& file : files) {
    std::error_code failure;
    const auto place = snapshot / file.name;
    const auto found = fs::status(place, failure);
    if (fs::exists(found) && !fs::is_regular_file(found))
      return fail(errc::corrupt, file.name + " is a folder, a pipe or a socket and no file");
    const auto bytes = fs::file_size(place, failure);
    if (failure) return fail(errc::corrupt, file.name + " is missing");
    if (bytes != file.bytes) return fail(errc::corrupt, file.name + " has another size than when it was backed up");
  }
  return {};
}

status check_content(const fs::path& snapshot, const std::vector<backup_file>& files) {
  if (auto sizes = check_sizes(snapshot, files); !sizes) return sizes;
  for (const auto& file : files)
    if (auto checked = check_checksum(snapshot, file); !checked) return checked;
  for (const auto& file : files)
    if (file.kind == backup_file_kind::database)
      if (auto checked = check_in_place(snapshot, file.name); !checked) return checked;
  return {};
}

}  // namespace secondbrain::ops
