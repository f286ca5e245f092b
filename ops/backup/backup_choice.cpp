#include "ops/backup/backup_choice.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/human_text.hpp"
#include "base/text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/former_directory.hpp"
#include "ops/backup/origin.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// By data directory; those of which nobody knows whose they are stand together.
using groups = std::map<std::string, std::vector<snapshot_info>>;

std::string key_of(const std::optional<backup_origin>& origin) {
  if (!origin) return {};
  return origin->data_id.empty() ? origin->data_path : origin->data_id;
}

groups others_among(const std::vector<snapshot_info>& all, const backup_origin& own) {
  groups others;
  for (const auto& each : all)
    if (!is_of(each.origin, own)) others[key_of(each.origin)].push_back(each);
  for (auto& [key, theirs] : others)
    std::stable_sort(theirs.begin(), theirs.end(),
                     [](const auto& a, const auto& b) { return a.sequence > b.sequence; });
  return others;
}

std::string in_words(const groups& others) {
  std::vector<std::string> all;
  all.reserve(others.size());
  for (const auto& [key, theirs] : others)
    all.push_back(counted(static_cast<std::int64_t>(theirs.size()), "backup ", "backups ") +
                  describe(theirs.front().origin) + ", the newest " + theirs.front().id);
  return join(all, "; ");
}

}  // namespace

result<std::vector<snapshot_info>> snapshots_to_choose_from(const fs::path& backups, const fs::path& data_directory,
                                                            foreign_snapshots foreign, wall_time now) {
  auto all = list_snapshots(backups);
  RETURN_IF_ERROR(all);
  const auto own = origin_of(data_directory);
  if (foreign == foreign_snapshots::refused) return of_directory(std::move(*all), own);
  auto others = others_among(*all, own);
  if (others.empty()) return of_directory(std::move(*all), own);
  if (const auto former = former_directories(*all, data_directory, now); former.size() == 1)
    return std::move(others.at(key_of(former.front().newest.origin)));
  if (others.size() == 1) return std::move(others.begin()->second);
  return fail(errc::conflict, backups.string() + " holds backups of several data directories: " + in_words(others) +
                                  ". Name one: `secondbrain restore ID --from-another`");
}

}  // namespace secondbrain::ops
