// The latest value of something, for any number of watchers: progress and the actor tree on their way to event streams.
//
// A slow watcher misses values in between and never holds up the publisher. Thread-safe, never fails.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

namespace secondbrain {

/// A value and its number: 0 is the value the feed began with, each `publish` adds one.
template <class T>
struct versioned {
  T value;
  std::uint64_t version = 0;
};

template <class T>
class feed {
 public:
  explicit feed(T first = T{}) : current_{std::move(first), 0} {}

  void publish(T value) {
    {
      std::lock_guard lock{mutex_};
      current_.value = std::move(value);
      ++current_.version;
    }
    changed_.notify_all();
  }

  /// For one of several publishers, each of which has its own part of the value.
  template <class F>
  void change(F&& change_it) {
    {
      std::lock_guard lock{mutex_};
      change_it(current_.value);
      ++current_.version;
    }
    changed_.notify_all();
  }

  versioned<T> latest() const {
    std::lock_guard lock{mutex_};
    return current_;
  }

  /// Waits for a value newer than `seen`; nothing when none came within `timeout`, or when the feed was closed.
  std::optional<versioned<T>> wait_newer(std::uint64_t seen, std::chrono::milliseconds timeout) const {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, timeout, [&] { return closed_ || current_.version > seen; });
    if (current_.version <= seen) return std::nullopt;
    return current_;
  }

  /// Wakes every watcher for good; used at shutdown, so that open streams end promptly.
  void close() {
    {
      std::lock_guard lock{mutex_};
      closed_ = true;
    }
    changed_.notify_all();
  }

  bool closed() const {
    std::lock_guard lock{mutex_};
    return closed_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  versioned<T> current_;
  bool closed_ = false;
};

}  // namespace secondbrain
