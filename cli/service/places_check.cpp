#include "cli/service/places_check.hpp"

#include "base/human_text.hpp"

namespace secondbrain::cli {

std::optional<component_check> check_increments(const increments_status& increments) {
  constexpr auto name = "backup_increments";
  constexpr auto title = "backups between snapshots";
  if (increments.interval == 0) return std::nullopt;
  if (increments.failures > 1)
    return component_check{name,
                           verdict::warning,
                           "What is written does not reach the backup folder: " + with_full_stop(increments.problem) +
                               " It is tried again by itself; until then the loss of this disk takes what was written "
                               "since.",
                           {},
                           title};
  return component_check{name,
                         verdict::ok,
                         "What is written is in the backup folder within " +
                             elapsed(std::chrono::seconds{static_cast<std::int64_t>(increments.interval)}) + ".",
                         {},
                         title};
}

component_check check_elsewhere(const std::vector<backup_copy>& copies) {
  constexpr auto name = "backup_elsewhere";
  constexpr auto title = "backups elsewhere";
  if (copies.empty())
    return {name,
            verdict::ok,
            "There is no backup elsewhere: SECONDBRAIN_BACKUP_COPY_PATH names a second disk, "
            "SECONDBRAIN_RESTIC_REPOSITORY a repository of restic.",
            {},
            title};
  std::string problems;
  std::string well;
  for (const auto& copy : copies) {
    if (copy.failures > 0)
      problems += (problems.empty() ? "" : " ") +
                  ("The backups are not copied to " + copy.place + ": " + with_full_stop(copy.problem));
    else if (copy.snapshot.empty())
      well += (well.empty() ? "" : " ") + ("The next backup is copied to " + copy.place + ".");
    else
      well += (well.empty() ? "" : " ") + ("The newest backup was copied to " + copy.place + " and verified there.");
  }
  if (!problems.empty()) return {name, verdict::warning, problems + " It is tried again by itself.", {}, title};
  return {name, verdict::ok, well, {}, title};
}

}  // namespace secondbrain::cli
