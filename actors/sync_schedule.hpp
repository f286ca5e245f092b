// When the daily sync is due: an interval after the last one, by the wall clock, so that a machine that slept catches
// up when it wakes; sooner after one that failed, so that a failure is not told for longer than its cause lasts.
//
// Any thread.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>

namespace secondbrain::actors {

class sync_schedule {
 public:
  using time_point = std::chrono::system_clock::time_point;

  explicit sync_schedule(std::chrono::seconds interval) : interval_{interval} {}

  /// `last`: when the last run ended, well or not. A clock that was set back makes a run due as well.
  bool is_due(const std::optional<time_point>& last, time_point now) const {
    return !last || *last > now || now - *last >= pause() || (vault_was_away_ && failures_ > 0);
  }

  void run_ended_well() {
    failures_ = 0;
    vault_was_away_ = false;
  }
  void run_failed() {
    ++failures_;
    vault_was_away_ = false;
  }
  /// One that somebody else started.
  void another_failed() {
    if (failures_ == 0) run_failed();
  }
  /// What failed meanwhile is repeated as soon as the vault is back.
  void vault_is_away() { vault_was_away_ = true; }

 private:
  /// Doubled after each failure in a row, up to the interval.
  std::chrono::seconds pause() const {
    constexpr std::chrono::seconds first_retry = std::chrono::minutes{5};
    constexpr int most_doublings = 16;
    int failures = failures_;
    return failures == 0 ? interval_ : std::min(interval_, first_retry * (1 << std::min(failures - 1, most_doublings)));
  }

  std::chrono::seconds interval_;
  std::atomic<int> failures_ = 0;
  std::atomic<bool> vault_was_away_ = false;
};

}  // namespace secondbrain::actors
