// Something that may take as long as a disk that is away, waited for until a deadline and no longer.
//
// Each call has a thread of its own, which is left behind when it is late: a thread that is stuck in the system cannot
// be stopped. While one is late, no other begins, so there is never more than one. Used by one thread; what is called
// owns all it needs.
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/error.hpp"

namespace secondbrain {

template <class T>
class deadline_call {
 public:
  explicit deadline_call(std::chrono::milliseconds longest) : longest_{longest} {}

  /// errc::timeout when it is late, and at once while an earlier one still is.
  result<T> run(std::function<result<T>()> work) {
    if (late_ && !late_->is_done()) return too_late();
    auto call = std::make_shared<state>();
    std::thread{[call, work = std::move(work)] { call->finish(caught(work)); }}.detach();
    auto answer = call->wait(longest_);
    late_ = answer ? nullptr : call;
    return answer ? std::move(*answer) : too_late();
  }

 private:
  class state {
   public:
    void finish(result<T> answer) {
      {
        const std::lock_guard lock{guarding_};
        answer_ = std::move(answer);
      }
      done_.notify_all();
    }
    std::optional<result<T>> wait(std::chrono::milliseconds longest) {
      std::unique_lock lock{guarding_};
      done_.wait_for(lock, longest, [this] { return answer_.has_value(); });
      return std::exchange(answer_, std::nullopt);
    }
    bool is_done() {
      const std::lock_guard lock{guarding_};
      return answer_.has_value();
    }

   private:
    std::mutex guarding_;
    std::condition_variable done_;
    std::optional<result<T>> answer_;
  };

  static result<T> caught(const std::function<result<T>()>& work) {
    try {
      return work();
    } catch (const std::exception& thrown) {
      return fail(errc::internal, thrown.what());
    }
  }

  static result<T> too_late() { return fail(errc::timeout, "it does not answer"); }

  std::chrono::milliseconds longest_;
  std::shared_ptr<state> late_;
};

}  // namespace secondbrain
