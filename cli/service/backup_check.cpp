#include "cli/service/backup_check.hpp"

#include "base/human_text.hpp"
#include "base/time_ago.hpp"
#include "base/time_text.hpp"

namespace secondbrain::cli {
namespace {

using std::chrono::hours;

constexpr hours first_backup{1};  // that the first backup and the first trial may take after a start
constexpr hours delay{2};         // that each may be late

std::string ago(wall_time then, wall_time now) {
  return time_ago(std::chrono::duration<double>(now - then));
}

/// Older than two of its intervals and what a delay may come to.
bool is_overdue(const std::string& at, hours interval, wall_time now) {
  const auto then = time_from_utc(at);
  return !then || now - *then > 2 * interval + delay;
}

/// `cause`: which of the things below it is.
component_check warning(const char* cause, std::string message) {
  return {"backup", verdict::warning, std::move(message), {}, {}, {cause}};
}

std::string unusable_in_words(const std::vector<backup_omission>& unusable) {
  const auto& first = unusable.front();
  const auto others = static_cast<std::int64_t>(unusable.size()) - 1;
  return "The backup " + first.name + (others > 0 ? " (and " + counted(others, "other", "others") + ")" : "") +
         " cannot be used: " + with_full_stop(first.reason) +
         " `secondbrain backups` lists what can; a folder that you do not need any more may be removed.";
}

class backup_checking {
 public:
  backup_checking(const ops::config& settings, const backup_standing& standing,
                  std::chrono::steady_clock::duration uptime, wall_time now)
      : settings_{settings}, standing_{standing}, is_new_{uptime < first_backup}, now_{now} {}

  component_check run() const {
    auto check = judged();
    if (!standing_.unusable.empty()) check.message += ' ' + unusable_in_words(standing_.unusable);
    return check;
  }

 private:
  component_check judged() const {
    if (!standing_.problem.empty())
      return warning("listing", "The backups cannot be listed: " + with_full_stop(standing_.problem));
    if (!standing_.gone.empty()) return warning("gone", standing_.gone);
    if (!standing_.is_known) return {"backup", verdict::ok, "The backups have not been looked at yet."};
    if (!standing_.newest) return without_any();
    const auto& newest = *standing_.newest;
    if (standing_.trial && standing_.trial->outcome == trial_outcome::failed)
      return warning("trial", "The backup " + standing_.tried +
                                  " could not be used in a trial: " + with_full_stop(standing_.trial->message) +
                                  " Make another with `secondbrain backup`.");
    const auto made = time_from_utc(newest.created_at);
    if (!made || *made > now_)
      return warning("date", "The newest backup bears a date in the future (" + newest.created_at +
                                 "), so its age is not known; was the clock wrong? The next one puts it right.");
    if (is_made_regularly() && !is_new_ && is_overdue(newest.created_at, settings_.backup_interval, now_))
      return warning("age", "The newest backup was made " + ago(*made, now_) + ", and they are to be made every " +
                                elapsed(settings_.backup_interval) +
                                ". Make one with `secondbrain backup`, which says what is in the way.");
    if (is_tried_regularly() && !is_new_ && !was_tried_lately())
      return warning("untried",
                     std::string{standing_.trial ? "The last time that a backup was restored for a trial was " +
                                                       ago_of(*standing_.trial)
                                                 : "No backup has ever been restored for a trial"} +
                         ". Try the newest with `secondbrain backups try`, which says what is in the way.");
    if (newest.vault.state == vault_presence::left_out && settings_.backup_vault == ops::vault_backup::on)
      return warning("notes", "The newest backup is without the notes: " + with_full_stop(newest.vault.reason));
    return {"backup", verdict::ok, account_of(newest, *made)};
  }

  bool is_made_regularly() const { return settings_.backup_interval.count() > 0; }
  bool is_tried_regularly() const { return is_made_regularly() && settings_.backup_trial_interval.count() > 0; }

  bool was_tried_lately() const {
    return standing_.trial && !is_overdue(standing_.trial->at, settings_.backup_trial_interval, now_);
  }

  std::string ago_of(const backup_trial& trial) const {
    const auto then = time_from_utc(trial.at);
    return then ? ago(*then, now_) : trial.at;
  }

  component_check without_any() const {
    if (!is_made_regularly())
      return {"backup", verdict::ok, "There is no backup; they are made on request only (`secondbrain backup`)."};
    if (is_new_) return {"backup", verdict::ok, "There is no backup yet; the first is made within minutes."};
    return warning("none", "There is no backup. Make one with `secondbrain backup`, which says what is in the way.");
  }

  std::string account_of(const backup_info& newest, wall_time made) const {
    auto text = "The newest backup was made " + ago(made, now_);
    switch (newest.vault.state) {
      case vault_presence::included: text += ", with the notes"; break;
      case vault_presence::left_out: text += ", without the notes: " + newest.vault.reason; break;
      case vault_presence::off:
      case vault_presence::unknown: text += ", without the notes"; break;
    }
    text = with_full_stop(std::move(text));
    if (newest.vault.unread > 0)
      text += " " + counted(static_cast<std::int64_t>(newest.vault.unread), "file", "files") +
              " of the vault could not be read for it.";
    if (standing_.trial) text += " A backup was restored for a trial " + ago_of(*standing_.trial) + ".";
    return text;
  }

  const ops::config& settings_;
  const backup_standing& standing_;
  bool is_new_;
  wall_time now_;
};

}  // namespace

component_check check_backups(const ops::config& settings, const backup_standing& standing,
                              std::chrono::steady_clock::duration uptime, wall_time now) {
  return backup_checking{settings, standing, uptime, now}.run();
}

}  // namespace secondbrain::cli
