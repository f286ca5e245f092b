#include "ops/backup/backup_schedule.hpp"

#include <time.h>

#include <algorithm>

#include "base/time_text.hpp"

namespace secondbrain::ops {

std::chrono::nanoseconds machine_uptime() {
#ifdef CLOCK_BOOTTIME
  constexpr auto source = CLOCK_BOOTTIME;
#else
  constexpr auto source = CLOCK_MONOTONIC;  // on macOS it runs on during sleep
#endif
  timespec read{};
  ::clock_gettime(source, &read);
  return std::chrono::seconds{read.tv_sec} + std::chrono::nanoseconds{read.tv_nsec};
}

bool backup_schedule::due(const std::vector<snapshot_info>& own, std::chrono::hours interval) const {
  if (interval.count() == 0) return false;
  std::lock_guard lock{mutex_};
  if (last_backup_) return uptime_() - *last_backup_ >= interval;
  auto newest = std::find_if(own.begin(), own.end(), [](const snapshot_info& each) { return each.verified; });
  if (newest == own.end()) return true;
  // Texts of this form sort by time.
  auto now = wall_.now();
  return newest->created_at > utc_text(now) || newest->created_at <= utc_text(now - interval);
}

void backup_schedule::record_backup() {
  std::lock_guard lock{mutex_};
  last_backup_ = uptime_();
}

bool backup_schedule::trial_due(const std::vector<snapshot_info>& own, std::chrono::hours interval) const {
  if (interval.count() == 0) return false;
  std::lock_guard lock{mutex_};
  if (last_trial_) return uptime_() - *last_trial_ >= interval;
  const auto now = utc_text(wall_.now());
  const auto recent = utc_text(wall_.now() - interval);
  return std::any_of(own.begin(), own.end(), [](const snapshot_info& each) { return each.verified; }) &&
         std::none_of(own.begin(), own.end(), [&](const snapshot_info& each) {
           return each.trial && each.trial->at > recent && each.trial->at <= now;
         });
}

void backup_schedule::record_trial() {
  std::lock_guard lock{mutex_};
  last_trial_ = uptime_();
}

}  // namespace secondbrain::ops
