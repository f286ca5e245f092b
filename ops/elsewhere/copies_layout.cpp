#include "ops/elsewhere/copies_layout.hpp"

#include <algorithm>
#include <cctype>

#include "base/hash.hpp"
#include "base/list_directory.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view folder_prefix = "backups-";

bool is_plain(std::string_view id) {
  return !id.empty() &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; });
}

/// What cannot say any more whose it is belongs to those that it lies among.
void adopt(std::vector<snapshot_info>& among) {
  const auto known = std::find_if(among.begin(), among.end(), [](const auto& each) { return each.origin.has_value(); });
  if (known == among.end()) return;
  const auto origin = known->origin;
  for (auto& each : among)
    if (!each.origin && !each.verified) each.origin = origin;
}

bool is_ours(const placed_snapshot& each, const backup_origin& origin, const fs::path& own_folder) {
  return each.info.origin ? is_of(each.info.origin, origin) : each.folder == own_folder;
}

}  // namespace

fs::path folder_of_copies(const fs::path& directory, const backup_origin& origin) {
  const auto& id = origin.data_id;
  const auto name = is_plain(id) ? id : sha1_hex(id.empty() ? origin.data_path : id);
  return directory / (std::string{folder_prefix} + name);
}

std::vector<fs::path> folders_of_copies(const fs::path& directory) {
  std::vector<fs::path> folders;
  std::error_code failure;
  for (const auto& each : list_directory(directory).value_or(std::vector<fs::path>{}))
    if (each.filename().string().starts_with(folder_prefix) && fs::is_directory(each, failure)) folders.push_back(each);
  folders.push_back(directory);
  return folders;
}

std::vector<placed_snapshot> all_copies(const fs::path& directory) {
  std::vector<placed_snapshot> found;
  for (const auto& folder : folders_of_copies(directory)) {
    auto listed = list_snapshots(folder).value_or(std::vector<snapshot_info>{});
    if (folder != directory) adopt(listed);
    for (auto& each : listed) found.push_back({folder, std::move(each)});
  }
  return found;
}

std::vector<placed_snapshot> own_copies(const fs::path& directory, const backup_origin& origin) {
  auto found = all_copies(directory);
  const auto own_folder = folder_of_copies(directory, origin);
  std::erase_if(found, [&](const placed_snapshot& each) { return !is_ours(each, origin, own_folder); });
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return is_newer(a.info, b.info); });
  return found;
}

bool is_same_snapshot(const snapshot_info& a, const snapshot_info& b) noexcept {
  return a.sequence == b.sequence && a.created_at == b.created_at;
}

bool is_newer(const snapshot_info& a, const snapshot_info& b) noexcept {
  return a.sequence != b.sequence ? a.sequence > b.sequence : a.created_at > b.created_at;
}

std::string free_snapshot_id(const fs::path& folder, const std::string& id) {
  std::error_code failure;
  auto name = id;
  for (int number = 2; fs::exists(folder / name, failure); ++number) name = id + "-" + std::to_string(number);
  return name;
}

}  // namespace secondbrain::ops
