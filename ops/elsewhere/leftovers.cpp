#include "ops/elsewhere/leftovers.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/regular_file.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/scratch_directory.hpp"
#include "ops/backup/unfinished.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/elsewhere/copies_layout.hpp"
#include "ops/increments/increment_folder.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// A time in the future says nothing of when it was; far enough from now, it counts as old.
bool is_stale(const struct stat& seen, wall_time now) {
  const auto written = std::chrono::system_clock::from_time_t(seen.st_mtime);
  return written < now - stale_after || written > now + stale_after;
}

bool is_ours_and_stale(const fs::path& path, wall_time now) {
  struct stat seen {};
  return ::lstat(path.c_str(), &seen) == 0 && seen.st_uid == ::geteuid() && is_stale(seen, now);
}

bool may_go(const fs::path& path, wall_time now) {
  if (!is_ours_and_stale(path, now)) return false;
  std::error_code failure;
  if (fs::is_symlink(path, failure) || !fs::is_directory(path, failure)) return true;
  for (fs::recursive_directory_iterator each{path, failure}, end; !failure && each != end; each.increment(failure))
    if (!is_ours_and_stale(each->path(), now)) return false;
  return !failure;
}

std::uint64_t remove_tree(const fs::path& path) {
  std::error_code failure;
  fs::remove_all(path, failure);
  return failure ? 0 : 1;
}

bool is_of_another(const fs::path& draft, const backup_origin& origin) {
  const auto manifest =
      read_regular_file(draft / manifest_name).and_then([](const std::string& text) { return parse_manifest(text); });
  return manifest && manifest->origin && !is_of(manifest->origin, origin);
}

bool is_half_a_snapshot(const fs::path& path) {
  const auto name = path.filename().string();
  return name.starts_with("data-") && name.ends_with(unfinished_suffix);
}

bool is_scratch(const fs::path& path) {
  constexpr std::size_t letters = 6;  // of mkdtemp()
  const auto name = path.filename().string();
  return name.starts_with(scratch_prefix) && name.size() == std::string_view{scratch_prefix}.size() + letters;
}

std::uint64_t remove_in(const fs::path& folder, const backup_origin& origin, wall_time now) {
  std::uint64_t removed = 0;
  for (const auto& each : list_directory(folder).value_or(std::vector<fs::path>{}))
    if ((is_half_a_snapshot(each) || is_scratch(each)) && may_go(each, now) && !is_of_another(each, origin))
      removed += remove_tree(each);
  return removed;
}

/// Below a folder, files and folders at any depth whose names say that they are unfinished.
std::uint64_t remove_unfinished_below(const fs::path& folder, wall_time now) {
  std::vector<fs::path> found;
  std::error_code failure;
  for (fs::recursive_directory_iterator each{folder, failure}, end; !failure && each != end; each.increment(failure))
    if (each->path().filename().string().ends_with(unfinished_suffix)) {
      found.push_back(each->path());
      each.disable_recursion_pending();
    }
  std::uint64_t removed = 0;
  for (const auto& each : found)
    if (may_go(each, now)) removed += remove_tree(each);
  return removed;
}

}  // namespace

std::uint64_t remove_leftovers(const fs::path& directory, const backup_origin& origin, wall_time now) {
  const auto own = folder_of_copies(directory, origin);
  auto removed = remove_in(own, origin, now) + remove_in(directory, origin, now);
  removed += remove_unfinished_below(own / objects_name, now);
  for (const auto& folder : {own, directory})
    if (!origin.data_id.empty()) removed += remove_unfinished_below(increments_of(folder, origin.data_id), now);
  remove_abandoned_temporaries(own);
  remove_abandoned_temporaries(directory);
  return removed;
}

void remove_stale_folders(const fs::path& folder, const std::string& prefix, wall_time now) {
  for (const auto& each : list_directory(folder).value_or(std::vector<fs::path>{}))
    if (each.filename().string().starts_with(prefix) && may_go(each, now)) remove_tree(each);
}

}  // namespace secondbrain::ops
