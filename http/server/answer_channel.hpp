// An answer in the making, on its way from the worker that makes it to the connection that waits for it.
//
// The worker never waits for the connection, the connection never longer than it says. When the connection leaves, the
// worker is told and ends its work. Thread-safe; never fails.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/answer.hpp"

namespace secondbrain::http {

class answer_channel {
 public:
  /// What has happened since one looked last, in this order.
  struct update {
    std::optional<std::vector<citation>> citations;
    std::string missing;
    std::vector<std::string> pieces;
    std::optional<result<answer>> end;
  };

  // ---- the worker's end ----

  void found(const std::vector<citation>& citations) {
    change([&](update& open) { open.citations = citations; });
  }
  void missing(const std::string& sentences) {
    change([&](update& open) { open.missing = sentences; });
  }
  void text(std::string_view piece) {
    change([&](update& open) { open.pieces.emplace_back(piece); });
  }
  void ended(result<answer> how) {
    change([&](update& open) { open.end = std::move(how); });
  }

  // ---- the connection's end ----

  /// Waits for news, but not longer than that; there may be none.
  update wait(std::chrono::milliseconds longest) {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, longest, [this] { return fresh_; });
    fresh_ = false;
    return std::exchange(open_, {});
  }

  void leave() noexcept { *gone_ = true; }
  std::shared_ptr<const std::atomic<bool>> gone() const noexcept { return gone_; }

 private:
  template <class Change>
  void change(Change&& apply) {
    {
      std::lock_guard lock{mutex_};
      apply(open_);
      fresh_ = true;
    }
    changed_.notify_one();
  }

  std::shared_ptr<std::atomic<bool>> gone_ = std::make_shared<std::atomic<bool>>(false);
  std::mutex mutex_;
  std::condition_variable changed_;
  update open_;
  bool fresh_ = false;
};

}  // namespace secondbrain::http
