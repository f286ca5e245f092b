#include "http/routes/backup_metrics.hpp"

#include <algorithm>

#include "base/time_text.hpp"

namespace secondbrain::http {
namespace {

double number(std::uint64_t count) {
  return static_cast<double>(count);
}

/// Of a time that lies in the future, after the clock was set: none.
void add_age(metric_set& metrics, const std::string& name, const std::string& help, const std::string& at,
             wall_time now, const metric_set::labels& of = {}) {
  const auto then = time_from_utc(at);
  if (then) metrics.gauge(name, help, std::max(0.0, std::chrono::duration<double>(now - *then).count()), of);
}

}  // namespace

void add_backups(metric_set& metrics, const backup_standing& standing, const backup_places& places, wall_time now) {
  if (standing.is_known) {
    metrics.gauge("secondbrain_backup_folder_readable", "1 while the backup folder can be listed",
                  standing.problem.empty() ? 1 : 0);
    metrics.gauge("secondbrain_backup_failures_in_a_row", "Backups that failed since the last that went well",
                  number(standing.failures));
  }
  if (standing.newest)
    add_age(metrics, "secondbrain_backup_last_snapshot_age_seconds", "Time since the newest verified snapshot was made",
            standing.newest->created_at, now);
  if (standing.trial) {
    add_age(metrics, "secondbrain_backup_last_trial_age_seconds", "Time since a snapshot was last restored for a trial",
            standing.trial->at, now);
    metrics.gauge("secondbrain_backup_last_trial_passed", "1 when that went well",
                  standing.trial->outcome == trial_outcome::passed ? 1 : 0);
  }
  if (const auto& shipped = places.increments; shipped.interval > 0) {
    add_age(metrics, "secondbrain_backup_increments_age_seconds",
            "Time since all that was written was in the backup folder", shipped.looked_at, now);
    add_age(metrics, "secondbrain_backup_last_increment_age_seconds", "Time since there was something to ship",
            shipped.shipped_at, now);
    metrics.gauge("secondbrain_backup_increments_failures_in_a_row", "Looks that failed since the last that went well",
                  number(shipped.failures));
    metrics.gauge("secondbrain_backup_increments_bytes", "What is shipped and kept", number(shipped.bytes));
  }
  for (const auto& copy : places.copies) {
    const metric_set::labels where{{"kind", std::string{to_string(copy.kind)}}, {"place", copy.place}};
    add_age(metrics, "secondbrain_backup_copy_age_seconds", "Time since the newest snapshot that is elsewhere was made",
            copy.made_at, now, where);
    add_age(metrics, "secondbrain_backup_copy_verified_age_seconds", "Time since it was last verified there",
            copy.verified_at, now, where);
    metrics.gauge("secondbrain_backup_copy_failures_in_a_row", "Copies that failed since the last that went well",
                  number(copy.failures), where);
  }
}

}  // namespace secondbrain::http
