#include "ops/backup/snapshot_files.hpp"

#include <string>

#include "base/files.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {

namespace fs = std::filesystem;

bool is_of_its_time(std::string_view name) {
  return name == ".sync_completed" || name == ".sync_failed";
}

bool outlives_restores(std::string_view name) {
  return name == alarms_name || name == copies_name || name == seen_name;
}

status copy_snapshot_files(const backup_info& snapshot, const fs::path& to) {
  std::error_code failure;
  fs::create_directories(to, failure);
  if (!failure) fs::permissions(to, fs::perms::owner_all, failure);
  for (const auto& file : snapshot.files) {
    if (is_of_its_time(file.name)) continue;
    auto target = to / file.name;
    if (!failure) fs::create_directories(target.parent_path(), failure);
    if (!failure) fs::copy_file(snapshot.path / fs::path{file.name}, target, failure);
    if (failure) return fail_with(failure, "cannot copy " + file.name + " to " + to.string());
    if (auto synced = sync_file(target); !synced) return synced;
  }
  return sync_directory(to);
}

}  // namespace secondbrain::ops
