#include "actors/backup_actor.hpp"

#include <spdlog/spdlog.h>

#include "ops/backup/backup_catalog.hpp"
#include "ops/logging.hpp"

namespace secondbrain::actors {

result<nothing> backup_actor::handle(const make_due_backup&) {
  if (parts_.interval.count() == 0) return nothing{};
  auto existing = ops::list_snapshots(parts_.options.directory);
  auto newest = std::filesystem::file_time_type::min();
  for (const auto& each : existing ? *existing : std::vector<backup_info>{}) {
    std::error_code unreadable;
    auto made = std::filesystem::last_write_time(each.path, unreadable);
    if (each.verified && !unreadable) newest = std::max(newest, made);
  }
  if (std::filesystem::file_time_type::clock::now() < newest + parts_.interval) return nothing{};
  return handle(make_backup{}).map([](const backup_info&) { return nothing{}; });
}

result<backup_info> backup_actor::handle(const make_backup&) {
  auto begin = std::chrono::steady_clock::now();
  auto made = ops::make_snapshot(parts_.sources(), parts_.options);
  if (!made) {
    spdlog::error("backup: {}", made.error().message);
    record().set_note("the last backup failed: " + made.error().message);
    return made;
  }
  record().set_note({});
  auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  ops::log_event("backup", "backup_complete",
                 {{"id", made->id}, {"bytes", made->bytes}, {"duration_ms", took.count()}});
  return made;
}

result<std::vector<backup_info>> backup_actor::handle(const list_backups&) {
  return ops::list_snapshots(parts_.options.directory);
}

}  // namespace secondbrain::actors
