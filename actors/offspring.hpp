// Counts the living children of one life of a supervisor, so that its death is told only when the last of them is gone,
// also where the supervisor itself is no longer there to wait for them.
//
// Shared by a supervisor and its children; outlives both. Thread-safe, never fails.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace secondbrain::actors {

class offspring : public std::enable_shared_from_this<offspring> {
 public:
  /// A child begins to live. To be called when it has released all that it held; counts once, however often it is.
  std::function<void()> join() {
    std::lock_guard lock{mutex_};
    ++living_;
    return [all = shared_from_this(), gone = std::make_shared<std::atomic<bool>>(false)] {
      if (!gone->exchange(true)) all->left();
    };
  }

  /// Calls `tell` once there is no child, at once if there is none. To be used when no child joins any more.
  void when_gone(std::function<void()> tell) {
    {
      std::lock_guard lock{mutex_};
      if (living_ > 0) {
        when_gone_ = std::move(tell);
        return;
      }
    }
    tell();
  }

 private:
  void left() {
    std::function<void()> tell;
    {
      std::lock_guard lock{mutex_};
      if (--living_ == 0) tell = std::exchange(when_gone_, nullptr);
    }
    if (tell) tell();
  }

  std::mutex mutex_;
  int living_ = 0;
  std::function<void()> when_gone_;
};

}  // namespace secondbrain::actors
