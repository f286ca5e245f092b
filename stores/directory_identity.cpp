#include "stores/directory_identity.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "base/uuid.hpp"
#include "stores/vault_record.hpp"

namespace secondbrain::stores {
namespace {

namespace fs = std::filesystem;

constexpr auto record_name = "vault.json";

std::optional<directory_place> place_of(const fs::path& directory) {
  struct stat found {};
  std::error_code failure;
  const auto path = fs::canonical(directory, failure);
  if (failure || ::stat(path.c_str(), &found) != 0) return std::nullopt;
  return directory_place{path.string(), static_cast<std::uint64_t>(found.st_dev),
                         static_cast<std::uint64_t>(found.st_ino)};
}

bool is_same(const directory_place& a, const directory_place& b) {
  return a.path == b.path || (a.device == b.device && a.inode == b.inode);
}

/// Not one that is a link to this very directory.
bool still_bears(const directory_place& place, const std::string& id, const directory_place& here) {
  const auto there = place_of(place.path);
  if (!there || is_same(*there, here)) return false;
  const auto record = read_vault_record(fs::path{place.path} / record_name);
  return record && record->id == id;
}

void add_parent(vault_record& record, const std::string& id) {
  auto& parents = record.parents;
  if (!id.empty() && std::find(parents.begin(), parents.end(), id) == parents.end()) parents.push_back(id);
}

}  // namespace

result<settled_identity> settle_identity(const fs::path& data_directory) {
  const auto file = data_directory / record_name;
  auto record = read_vault_record(file);
  if (!record && record.error().code == errc::corrupt) return settled_identity{};
  RETURN_IF_ERROR(record);
  const auto here = place_of(data_directory);
  if (!here) return fail(errc::not_found, "there is no data directory " + data_directory.string());
  settled_identity settled;
  const bool is_copy = !record->id.empty() && record->place && !is_same(*record->place, *here) &&
                       still_bears(*record->place, record->id, *here);
  if (is_copy) {
    settled.former = record->id;
    settled.copied_from = record->place->path;
    add_parent(*record, record->id);
  }
  if (is_copy || record->id.empty()) {
    auto id = random_uuid();
    RETURN_IF_ERROR(id);
    record->id = std::move(*id);
  }
  settled.id = record->id;
  if (!is_copy && record->place == here) return settled;
  record->place = here;
  return write_vault_record(file, *record).map([&] { return settled; });
}

status give_identity(const fs::path& data_directory, const std::string& id) {
  const auto file = data_directory / record_name;
  std::error_code failure;
  if (!fs::exists(file, failure)) return {};
  auto record = read_vault_record(file);
  if (!record && record.error().code == errc::corrupt) return {};
  RETURN_IF_ERROR(record);
  if (record->id == id) return {};
  add_parent(*record, record->id);
  std::erase(record->parents, id);
  record->id = id;
  if (id.empty()) {
    auto fresh = random_uuid();
    RETURN_IF_ERROR(fresh);
    record->id = std::move(*fresh);
  }
  record->place.reset();
  return write_vault_record(file, *record);
}

}  // namespace secondbrain::stores
