// The typed address of a service: what callers hold instead of an actor.
//
// An address outlives the worker behind it. It accepts only the requests of its `api<…>`, so that a wrong message does
// not compile, and every request is answered: with a reply, or with an `error` (busy, timeout, worker_crashed,
// unavailable). Copies are cheap. Thread-safe; callable from any thread.
//
// Knows nothing of CAF.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "messages/work_item.hpp"

namespace secondbrain {

/// Where requests are put down: implemented by the fronts, and by fakes in tests.
class front_port {
 public:
  virtual ~front_port() = default;
  /// Takes the item over. Never blocks; answers `busy` or `unavailable` through the item when it cannot.
  virtual void submit(work_ptr item) = 0;
};

namespace detail {

template <class R, class Api>
inline constexpr bool answers = false;

template <class R, class... Rs>
inline constexpr bool answers<R, api<Rs...>> = (std::is_same_v<R, Rs> || ...);

}  // namespace detail

template <class Api>
class address {
 public:
  address() = default;
  explicit address(std::shared_ptr<front_port> port) : port_{std::move(port)} {}

  /// Asks, and calls `done` with the answer exactly once, on some other thread; `done` must not block.
  template <request R>
  requires detail::answers<R, Api>
  void send(R request, std::chrono::milliseconds timeout, typename work_for<R>::callback done) const {
    auto deadline = std::chrono::steady_clock::now() + timeout;
    auto item = std::make_shared<work_for<R>>(std::move(request), deadline, std::move(done));
    if (!port_) return item->settle_with({errc::unavailable, "the service is not running"});
    port_->submit(std::move(item));
  }

  /// Asks and waits. For threads that may block (HTTP workers, the command line), never for actors on the shared pool.
  template <request R>
  requires detail::answers<R, Api> result<typename R::reply> ask(R request, std::chrono::milliseconds timeout)
  const {
    struct slot {
      std::mutex mutex;
      std::condition_variable arrived;
      std::optional<result<typename R::reply>> answer;
    };
    auto waiting = std::make_shared<slot>();  // shared: a late answer may arrive after we have gone
    send(std::move(request), timeout, [waiting](result<typename R::reply> answer) {
      {
        std::lock_guard lock{waiting->mutex};
        waiting->answer = std::move(answer);
      }
      waiting->arrived.notify_one();
    });
    std::unique_lock lock{waiting->mutex};
    if (!waiting->arrived.wait_for(lock, timeout, [&] { return waiting->answer.has_value(); }))
      return fail(errc::timeout, "no answer within " + std::to_string(timeout.count()) + " ms");
    return std::move(*waiting->answer);
  }

 private:
  std::shared_ptr<front_port> port_;
};

}  // namespace secondbrain
