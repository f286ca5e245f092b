// Whether queries can be embedded, as far as the last ones tell: for whoever tells of the health of the service.
//
// Any thread; shared by all who search.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace secondbrain::search {

class query_standing {
 public:
  /// The clock outlives it.
  explicit query_standing(const clock& time = real_clock()) : time_{time} {}

  /// What came of one. That it was cancelled says nothing.
  void tell(const result<std::vector<float>>& outcome) {
    if (!outcome && outcome.error().code == errc::cancelled) return;
    const std::lock_guard guard{mutex_};
    failures_ = outcome ? 0 : failures_ + 1;
    if (outcome) return;
    why_ = outcome.error().message;
    failed_at_ = time_.steady();
  }

  /// Why the last ones could not be. Empty: the last one could, failed alone, or is long ago.
  std::string trouble() const {
    constexpr int enough = 2;
    constexpr std::chrono::hours lately{1};
    const std::lock_guard guard{mutex_};
    return failures_ >= enough && time_.steady() - failed_at_ < lately ? why_ : std::string{};
  }

 private:
  const clock& time_;
  mutable std::mutex mutex_;
  int failures_ = 0;  // in a row
  std::string why_;   // of the last
  steady_time failed_at_;
};

}  // namespace secondbrain::search
