#include "ops/backup/backup_catalog.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/record_json.hpp"
#include "base/regular_file.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/snapshot_check.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// data-YYYYMMDD-HHMMSS, and -2, -3 … for more in the same second.
bool is_snapshot_id(const std::string& name) {
  constexpr std::string_view shape = "data-########-######";
  auto fits = [](char c, char place) {
    return place == '#' ? std::isdigit(static_cast<unsigned char>(c)) != 0 : c == place;
  };
  if (name.size() < shape.size() ||
      !std::equal(shape.begin(), shape.end(), name.begin(), [&](char p, char c) { return fits(c, p); }))
    return false;
  auto rest = name.substr(shape.size());
  return rest.empty() ||
         (rest.size() > 1 && rest[0] == '-' &&
          std::all_of(rest.begin() + 1, rest.end(), [](unsigned char c) { return std::isdigit(c) != 0; }));
}

using content_check = status (*)(const fs::path&, const std::vector<backup_file>&);

constexpr auto trial_name = "trial.json";

std::optional<backup_trial> latest_trial(const fs::path& snapshot) {
  const auto text = read_regular_file(snapshot / trial_name);
  if (!text) return std::nullopt;
  boost::system::error_code failure;
  const auto value = boost::json::parse(*text, failure);
  if (failure) return std::nullopt;
  auto trial = checked_from_json<backup_trial>(value);
  return trial ? std::optional{std::move(*trial)} : std::nullopt;
}

status check_list(const fs::path& snapshot, const std::optional<vault_list_file>& list, content_check check) {
  if (!list) return {};
  return check(snapshot, {{vault_list_name, backup_file_kind::plain, list->bytes, list->sha256}});
}

snapshot_info look_at(const fs::path& snapshot, content_check check) {
  snapshot_info info;
  info.id = snapshot.filename();
  info.path = snapshot;
  auto text = read_regular_file(snapshot / manifest_name);
  if (!text) {
    info.problem = text.error().code == errc::not_found ? "it has no manifest; it was not made by this service"
                                                        : text.error().message;
    return info;
  }
  auto manifest = parse_manifest(*text);
  if (!manifest) {
    info.problem = manifest.error().message;
    return info;
  }
  info.created_at = manifest->created_at;
  info.files = std::move(manifest->files);
  info.origin = std::move(manifest->origin);
  info.sequence = manifest->sequence;
  info.left_out = std::move(manifest->left_out);
  info.vault = std::move(manifest->vault);
  info.trial = latest_trial(snapshot);
  for (const auto& file : info.files) info.bytes += file.bytes;
  auto checked =
      check(snapshot, info.files).and_then([&] { return check_list(snapshot, manifest->vault_list, check); });
  info.verified = checked.has_value();
  if (!checked) info.problem = checked.error().message;
  return info;
}

}  // namespace

result<std::vector<snapshot_info>> list_snapshots(const fs::path& backups) {
  std::vector<snapshot_info> snapshots;
  auto entries = list_directory(backups);
  if (!entries && entries.error().code == errc::not_found) return snapshots;
  RETURN_IF_ERROR(entries);
  std::error_code failure;
  for (const auto& entry : *entries)
    if (fs::is_directory(entry, failure) && is_snapshot_id(entry.filename()))
      snapshots.push_back(look_at(entry, check_sizes));
  std::sort(snapshots.begin(), snapshots.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
  return snapshots;
}

result<std::vector<snapshot_info>> snapshots_of(const fs::path& backups, const backup_origin& directory) {
  return list_snapshots(backups).map(
      [&](std::vector<snapshot_info> all) { return of_directory(std::move(all), directory); });
}

std::vector<snapshot_info> of_directory(std::vector<snapshot_info> snapshots, const backup_origin& directory) {
  std::erase_if(snapshots, [&](const snapshot_info& each) { return !is_of(each.origin, directory); });
  std::stable_sort(snapshots.begin(), snapshots.end(),
                   [](const auto& a, const auto& b) { return a.sequence > b.sequence; });
  return snapshots;
}

result<snapshot_info> verify_snapshot(const fs::path& backups, const std::string& id, verified_part part) {
  std::error_code failure;
  if (!is_snapshot_id(id) || !fs::is_directory(backups / id, failure))
    return fail(errc::not_found,
                "there is no backup " + id + " in " + backups.string() + "; `secondbrain backups` lists them");
  auto info = look_at(backups / id, check_content);
  if (!info.verified || part == verified_part::data || info.vault.state != vault_presence::included) return info;
  if (auto checked = check_notes(backups, backups / id); !checked) {
    info.verified = false;
    info.problem = checked.error().message;
  }
  return info;
}

result<std::vector<vault_entry>> notes_of(const fs::path& backups, const snapshot_info& snapshot) {
  if (snapshot.vault.state != vault_presence::included) return std::vector<vault_entry>{};
  return read_vault_list(backups / snapshot.id / vault_list_name);
}

status record_trial(const fs::path& backups, const std::string& id, const backup_trial& trial) {
  return write_atomically(backups / id / trial_name, boost::json::serialize(to_json(trial)));
}

}  // namespace secondbrain::ops
