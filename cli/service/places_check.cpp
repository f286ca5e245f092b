#include "cli/service/places_check.hpp"

#include <chrono>

#include "base/human_text.hpp"
#include "base/shown_time.hpp"
#include "base/text.hpp"
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
                         "Between backups, what changes is in the backup folder within " +
                             elapsed(std::chrono::seconds{static_cast<std::int64_t>(increments.interval)}) + ".",
                         {},
                         title};
}

namespace {

void append(std::string& text, const std::string& sentence) {
  text += (text.empty() ? "" : " ") + sentence;
}

/// Whether the newest backup here is not among the copies there, as far as that is known.
bool is_behind(const backup_copy& copy, const std::optional<backup_info>& newest) {
  return newest && copy.made_at < newest->created_at;
}

/// The newest is waited for while it is copied, but not for ever.
std::optional<std::string> delay_of(const backup_copy& copy, wall_time now, const std::optional<backup_info>& newest) {
  constexpr std::chrono::hours longest_copying{2};
  if (!is_behind(copy, newest)) return std::nullopt;
  const auto made = time_from_utc(newest->created_at);
  if (!made || now - *made < longest_copying) return std::nullopt;
  const auto began = time_from_utc(copy.working_since);
  if (began && now - *began < longest_copying) return std::nullopt;
  const auto of_when = " of " + shown_time(*made) + " is not in " + copy.place + " yet";
  if (!began) return "The newest backup" + of_when + "; `secondbrain elsewhere copy` says what is in the way.";
  return "The newest backup" + of_when + ": copying has been under way for " +
         elapsed(std::chrono::floor<std::chrono::minutes>(now - *began)) +
         ". Look whether that place answers; over a slow line the first copy may take as long.";
}

/// Nothing: all is well there.
std::optional<std::string> problem_of(const backup_copy& copy, wall_time now,
                                      const std::optional<backup_info>& newest) {
  constexpr std::chrono::days longest_without{35};
  if (copy.failures > 0 && !copy.problem.empty())
    return (copy.damaged.empty() ? "The backups are not copied to " : "What was copied is not well in ") + copy.place +
           ": " + with_full_stop(copy.problem);
  if (auto late = delay_of(copy, now, newest)) return late;
  if (!copy.not_copied.empty())
    return (copy.not_copied.size() == 1 ? std::string{"One backup is"}
                                        : std::to_string(copy.not_copied.size()) + " backups are") +
           " not copied to " + copy.place + ", the others are: " + with_full_stop(join(copy.not_copied, ". "));
  if (!copy.former.empty())
    return "In " + copy.place +
           " lie copies of the data directory that lay here before this one was begun anew, the "
           "newest " +
           copy.former + ": `secondbrain restore --from " + std::string{to_string(copy.kind)} +
           " --from-another` brings it back; where the new one is meant, run `secondbrain backups begin-anew`.";
  const auto since = time_from_utc(copy.all_verified_since.empty() ? copy.verifying_since : copy.all_verified_since);
  if (since && *since < now - longest_without)
    return "Not all that was copied to " + copy.place + " was verified there since " + shown_time(*since) +
           "; leave it connected for longer, or run `secondbrain elsewhere verify`.";
  return std::nullopt;
}

/// What is well again, and says something about that disk. Empty: nothing was mended of late.
std::string mending_of(const backup_copy& copy, wall_time now) {
  constexpr std::chrono::days mending_is_news{7};
  const auto mended = time_from_utc(copy.mended_at);
  if (!mended || *mended < now - mending_is_news) return {};
  return "In " + copy.place + " something had become damaged (" + copy.mended + ") and was copied again on " +
         shown_time(*mended) + "; look at that disk.";
}

/// The same while the problem is the same, although what it says of times and numbers changes.
std::string cause_of(const std::string& problem) {
  auto cause = problem;
  std::erase_if(cause, [](char letter) { return letter >= '0' && letter <= '9'; });
  return cause;
}

std::string account_of(const backup_copy& copy, const std::optional<backup_info>& newest) {
  if (copy.snapshot.empty() && !newest) return "The next backup is copied to " + copy.place + ".";
  if (is_behind(copy, newest)) return "The newest backup is being copied to " + copy.place + ".";
  return "The newest backup was copied to " + copy.place + " and verified there" +
         (copy.all_verified_since.empty() ? "."
                                          : "; all copies there were verified since " +
                                                shown_time(std::string_view{copy.all_verified_since}) + ".");
}

}  // namespace

component_check check_elsewhere(const std::vector<backup_copy>& copies, wall_time now,
                                const std::optional<backup_info>& newest) {
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
  std::string mended;
  std::vector<std::string> causes;
  bool fails = false;
  for (const auto& copy : copies) {
    fails |= copy.failures > 0 && !copy.problem.empty();
    if (const auto mending = mending_of(copy, now); !mending.empty()) append(mended, mending);
    if (const auto problem = problem_of(copy, now, newest)) {
      append(problems, *problem);
      causes.push_back(cause_of(*problem));
    } else {
      append(well, account_of(copy, newest));
    }
  }
  if (fails) append(problems, "It is tried again by itself.");
  if (!problems.empty()) return {name, verdict::warning, problems, mended, title, causes};
  if (!mended.empty()) append(well, mended);
  return {name, verdict::ok, well, mended, title};
}

}  // namespace secondbrain::cli
