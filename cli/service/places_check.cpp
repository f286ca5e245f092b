#include "cli/service/places_check.hpp"

#include <chrono>

#include "base/human_text.hpp"
#include "base/time_text.hpp"

namespace secondbrain::cli {

std::optional<component_check> check_increments(const increments_status& increments, const std::string& folder,
                                                wall_time now) {
  constexpr std::chrono::minutes longest_look{5};  // a large database was written to
  constexpr auto name = "backup_increments";
  constexpr auto title = "backups between snapshots";
  if (increments.interval == 0) return std::nullopt;
  const auto began = time_from_utc(increments.looking_since);
  if (began && now - *began > longest_look)
    return component_check{name,
                           verdict::warning,
                           "What is written does not reach the backup folder " + folder + ": it has not answered for " +
                               elapsed(std::chrono::floor<std::chrono::seconds>(now - *began)) +
                               ". Look at its disk, or at the connection of the network drive; it goes on by itself.",
                           {},
                           title};
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

namespace {

void append(std::string& text, const std::string& sentence) {
  text += (text.empty() ? "" : " ") + sentence;
}

/// Nothing: all is well there.
std::optional<std::string> problem_of(const backup_copy& copy, wall_time now) {
  constexpr std::chrono::days mending_is_news{7};
  constexpr std::chrono::days longest_without{35};
  if (copy.failures > 0)
    return (copy.damaged.empty() ? "The backups are not copied to " : "What was copied is not well in ") + copy.place +
           ": " + with_full_stop(copy.problem);
  if (const auto mended = time_from_utc(copy.mended_at); mended && *mended > now - mending_is_news)
    return "In " + copy.place + " something had become damaged (" + copy.mended +
           ") and was copied again; look at that disk.";
  const auto since = time_from_utc(copy.all_verified_since.empty() ? copy.verifying_since : copy.all_verified_since);
  if (since && *since < now - longest_without)
    return "Not all that was copied to " + copy.place + " was verified there since " + utc_date(*since) +
           "; leave it connected for longer, or run `secondbrain elsewhere verify`.";
  return std::nullopt;
}

}  // namespace

component_check check_elsewhere(const std::vector<backup_copy>& copies, wall_time now) {
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
  bool fails = false;
  for (const auto& copy : copies) {
    fails |= copy.failures > 0;
    if (const auto problem = problem_of(copy, now))
      append(problems, *problem);
    else if (copy.snapshot.empty())
      append(well, "The next backup is copied to " + copy.place + ".");
    else
      append(well, "The newest backup was copied to " + copy.place + " and verified there" +
                       (copy.all_verified_since.empty()
                            ? "."
                            : "; all copies there were verified since " + copy.all_verified_since.substr(0, 10) + "."));
  }
  if (fails) append(problems, "It is tried again by itself.");
  if (!problems.empty()) return {name, verdict::warning, problems, {}, title};
  return {name, verdict::ok, well, {}, title};
}

}  // namespace secondbrain::cli
