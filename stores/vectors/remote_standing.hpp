// What is known of a server that keeps the vectors: what it holds, or why it is not asked.
//
// A breaker shared by the owner of the vectors and everybody who searches: who finds the server out of reach says so,
// and nobody waits for it any more until the owner has reached it again. A server that the owner reaches but that fails
// searches again and again is left alone longer and longer. Thread-safe; never fails.
#pragma once

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::stores {

class remote_standing {
 public:
  static constexpr std::chrono::seconds first_pause{5};
  static constexpr std::chrono::seconds last_pause{300};

  /// The clock outlives it.
  explicit remote_standing(const clock& time = real_clock()) : time_{time} {}

  vectors_at_hand at_hand() const {
    const std::lock_guard guard{mutex_};
    return at_hand_;
  }

  /// Whether the owner is to try again; never while the server answers.
  bool is_due() const {
    const std::lock_guard guard{mutex_};
    return !at_hand_.trouble.empty() && time_.steady() >= try_again_at_;
  }

  /// By the owner, who has been answered.
  void reached(model_tag model, std::size_t vectors) {
    const std::lock_guard guard{mutex_};
    at_hand_ = {std::move(model), vectors, std::nullopt, {}};
  }

  /// By the owner, who has not.
  void lost(std::string why) {
    const std::lock_guard guard{mutex_};
    lose(std::move(why), first_pause);
  }

  /// By who searches; what was known before stays.
  void failed_search(std::string why) {
    const std::lock_guard guard{mutex_};
    if (!at_hand_.trouble.empty()) return;
    lose(std::move(why), std::exchange(pause_, std::min(2 * pause_, last_pause)));
  }

  void searched() {
    const std::lock_guard guard{mutex_};
    pause_ = first_pause;
  }

 private:
  void lose(std::string why, std::chrono::seconds pause) {
    at_hand_.trouble = std::move(why);
    at_hand_.being_loaded.reset();
    try_again_at_ = time_.steady() + pause;
  }

  const clock& time_;
  mutable std::mutex mutex_;
  vectors_at_hand at_hand_{{}, 0, 0, {}};  // about to be asked
  steady_time try_again_at_;
  std::chrono::seconds pause_ = first_pause;
};

}  // namespace secondbrain::stores
