#include "ops/backup/restore_file.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/system_error.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"
#include "ops/increments/increment_restore.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::ops {

namespace fs = std::filesystem;

result<std::string> restore_file(const fs::path& backups, const fs::path& file) {
  const auto own = origin_of(file.parent_path());
  auto snapshots = snapshots_of(backups, own);
  RETURN_IF_ERROR(snapshots);
  const auto newest =
      std::find_if(snapshots->begin(), snapshots->end(), [](const auto& each) { return each.verified; });
  if (auto shipped = restore_shipped_file(
          backups, [&](const backup_origin& origin) { return is_of(origin, own); },
          newest == snapshots->end() ? 0 : newest->sequence, file))
    return "what was backed up until " + *shipped;
  for (const auto& snapshot : *snapshots) {
    auto copy = fs::path{snapshot.path} / file.filename();
    std::error_code failure;
    if (!snapshot.verified || !fs::exists(copy, failure)) continue;
    auto proven = verify_snapshot(backups, snapshot.id, verified_part::data);
    if (!proven || !proven->verified) continue;
    if (!fs::copy_file(copy, file, failure)) return fail_with(failure, "copying " + copy.string());
    return snapshot.id;
  }
  return fail(errc::not_found, "no verified backup holds " + file.filename().string());
}

result<held_rows> rows_in_newest(const fs::path& backups, const fs::path& file, const std::string& table) {
  using stores::sqlite::database;
  auto snapshots = snapshots_of(backups, origin_of(file.parent_path()));
  RETURN_IF_ERROR(snapshots);
  for (const auto& snapshot : *snapshots) {
    auto copy = fs::path{snapshot.path} / file.filename();
    std::error_code failure;
    if (!snapshot.verified || !fs::exists(copy, failure)) continue;
    auto opened = database::open(copy, stores::sqlite::open_mode::read_only);
    RETURN_IF_ERROR(opened);
    stores::sqlite::statement count;
    RETURN_IF_ERROR(opened->prepare({{count, "SELECT count(*) FROM " + table}}));
    auto rows = count.first([](const stores::sqlite::row& row) { return row.integer(0); });
    RETURN_IF_ERROR(rows);
    return held_rows{snapshot.id, rows->value_or(0)};
  }
  return fail(errc::not_found, "no verified backup holds " + file.filename().string());
}

}  // namespace secondbrain::ops
