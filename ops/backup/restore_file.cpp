#include "ops/backup/restore_file.hpp"

#include "ops/backup/backup_catalog.hpp"

namespace secondbrain::ops {

namespace fs = std::filesystem;

result<std::string> restore_file(const fs::path& backups, const fs::path& file) {
  auto snapshots = list_snapshots(backups);
  if (!snapshots) return tl::unexpected(snapshots.error());
  for (const auto& snapshot : *snapshots) {
    auto copy = fs::path{snapshot.path} / file.filename();
    std::error_code failure;
    if (!snapshot.verified || !fs::exists(copy, failure)) continue;
    auto proven = verify_snapshot(backups, snapshot.id);
    if (!proven || !proven->verified) continue;
    if (!fs::copy_file(copy, file, failure))
      return fail(errc::io_failure, "copying " + copy.string() + ": " + failure.message());
    return snapshot.id;
  }
  return fail(errc::not_found, "no verified backup holds " + file.filename().string());
}

}  // namespace secondbrain::ops
