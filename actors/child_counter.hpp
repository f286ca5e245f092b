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

class child_counter : public std::enable_shared_from_this<child_counter> {
 public:
  /// A child begins to live. To be called when it has released all that it held; counts once, however often it is.
  std::function<void()> join() {
    std::lock_guard lock{mutex_};
    ++count_;
    return [all = shared_from_this(), gone = std::make_shared<std::atomic<bool>>(false)] {
      if (!gone->exchange(true)) all->left();
    };
  }

  /// Calls `done` once there is no child, at once if there is none. To be used when no child joins any more.
  void when_gone(std::function<void()> done) {
    {
      std::lock_guard lock{mutex_};
      if (count_ > 0) {
        when_gone_ = std::move(done);
        return;
      }
    }
    done();
  }

 private:
  void left() {
    std::function<void()> done;
    {
      std::lock_guard lock{mutex_};
      if (--count_ == 0) done = std::exchange(when_gone_, nullptr);
    }
    if (done) done();
  }

  std::mutex mutex_;
  int count_ = 0;
  std::function<void()> when_gone_;
};

}  // namespace secondbrain::actors
