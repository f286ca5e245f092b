// One request on its way: what was asked, who waits for the answer, and how far it got.
//
// A work item travels from the caller through a front to a worker and is shared by the three. Its state says exactly
// whether a worker that died had begun it, so that the front can repeat or settle it without guessing. It is settled
// once; whoever comes second is ignored. Callers never see it: they hold an `address`.
//
// Thread-safe. Knows nothing of CAF, so that `http/` may be compiled without it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <typeindex>
#include <utility>

#include "base/error.hpp"
#include "messages/request.hpp"

namespace secondbrain {

using steady_instant = std::chrono::steady_clock::time_point;

class work_item {
 public:
  work_item(std::type_index request_type, retry_policy retry, steady_instant deadline)
      : request_type{request_type}, retry{retry}, deadline{deadline}, accepted_at{std::chrono::steady_clock::now()} {}
  virtual ~work_item() = default;
  work_item(const work_item&) = delete;
  work_item& operator=(const work_item&) = delete;

  /// Answers the caller with an error, unless it has been answered.
  virtual void settle_with(error why) = 0;

  bool settled() const noexcept { return settled_.load(std::memory_order_acquire); }

  const std::type_index request_type;
  const retry_policy retry;
  const steady_instant deadline;
  const steady_instant accepted_at;

  std::atomic<bool> started{false};  // a worker has begun; set before its handler runs
  int attempts = 0;                  // owned by the front

 protected:
  /// True for the one caller that may answer.
  bool claim_settlement() noexcept { return !settled_.exchange(true, std::memory_order_acq_rel); }

 private:
  std::atomic<bool> settled_{false};
};

using work_ptr = std::shared_ptr<work_item>;

template <request R>
class work_for final : public work_item {
 public:
  using reply_type = typename R::reply;
  using callback = std::function<void(result<reply_type>)>;

  work_for(R request, steady_instant deadline, callback done)
      : work_item{typeid(R), R::retry, deadline}, request{std::move(request)}, done_{std::move(done)} {}

  void settle(result<reply_type> answer) {
    if (!claim_settlement()) return;
    auto done = std::exchange(done_, nullptr);
    if (done) done(std::move(answer));
  }

  void settle_with(error why) override { settle(fail(std::move(why))); }

  const R request;

 private:
  callback done_;  // runs on the thread that settles; must not block
};

}  // namespace secondbrain
