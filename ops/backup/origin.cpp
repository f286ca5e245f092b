#include "ops/backup/origin.hpp"

#include "stores/vault_record.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// The way to the directory may lead over links, and in another way tomorrow.
std::string place_of(const fs::path& directory) {
  std::error_code failure;
  auto place = fs::weakly_canonical(directory, failure);
  return (failure ? directory : place).string();
}

std::string id_in(const fs::path& data_directory) {
  auto record = stores::read_vault_record(data_directory / "vault.json");
  return record ? record->id : std::string{};
}

}  // namespace

backup_origin origin_of(const fs::path& data_directory, const std::optional<fs::path>& vault) {
  return {id_in(data_directory), place_of(data_directory), vault ? place_of(*vault) : std::string{}};
}

bool is_of(const std::optional<backup_origin>& snapshot, const backup_origin& directory) {
  if (!snapshot) return false;
  if (!snapshot->data_id.empty() && !directory.data_id.empty()) return snapshot->data_id == directory.data_id;
  return snapshot->data_path == directory.data_path;
}

std::string describe(const std::optional<backup_origin>& snapshot) {
  if (!snapshot) return "by an earlier version, which did not record whose it is";
  auto vault = snapshot->vault_path.empty() ? std::string{} : ", vault " + snapshot->vault_path;
  return "of another data directory (" + snapshot->data_path + vault + ")";
}

std::string describe(const std::optional<backup_origin>& snapshot, const backup_origin& here) {
  if (!snapshot || snapshot->data_path != here.data_path) return describe(snapshot);
  auto vault = snapshot->vault_path.empty() ? std::string{} : " (vault " + snapshot->vault_path + ")";
  return "of another data directory in the same place" + vault + ", which lay here before or lies on another machine";
}

}  // namespace secondbrain::ops
