// A service for tests that does as it is told: answer, wait, fail, throw, keep a request open.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "actors/service_actor.hpp"

namespace secondbrain::actors {

struct echo {
  using reply = int;
  static constexpr retry_policy retry = retry_policy::idempotent;
  int value = 0;
};

/// Runs `action` in the worker before answering.
struct run_idempotent {
  using reply = int;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::function<void()> action;
};

struct run_once {
  using reply = int;
  static constexpr retry_policy retry = retry_policy::never;
  std::function<void()> action;
};

/// Never answered by the worker.
struct keep_open {
  using reply = int;
  static constexpr retry_policy retry = retry_policy::never;
};

using scripted_api = api<echo, run_idempotent, run_once, keep_open>;

/// What the lives of a scripted worker leave behind.
struct script {
  std::atomic<int> opened{0};
  std::atomic<int> closed{0};
  std::atomic<int> held{0};  // resources held right now; more than one: a successor met its predecessor's
  std::atomic<int> most_held{0};
  std::function<status(int life)> on_open;
};

class scripted_worker final : public service_actor<scripted_worker, scripted_api> {
 public:
  scripted_worker(caf::actor_config& config, child_context context, const front_ptr& front,
                  std::shared_ptr<script> plan)
      : service_actor{config, std::move(context), front}, plan_{std::move(plan)} {}

  result<int> handle(const echo& request) { return request.value; }
  result<int> handle(const run_idempotent& request) {
    request.action();
    return 1;
  }
  result<int> handle(const run_once& request) {
    request.action();
    return 1;
  }
  void handle(const keep_open&, reply_slot<keep_open> slot) { open_.push_back(std::move(slot)); }

 private:
  status open() override {
    auto life_number = ++plan_->opened;
    auto held = ++plan_->held;
    auto most = plan_->most_held.load();
    while (held > most && !plan_->most_held.compare_exchange_weak(most, held)) {
    }
    return plan_->on_open ? plan_->on_open(life_number) : status{};
  }

  void close() noexcept override {
    open_.clear();
    --plan_->held;
    ++plan_->closed;
  }

  std::shared_ptr<script> plan_;
  std::vector<reply_slot<keep_open>> open_;
};

/// Waits for something that other threads bring about. False after a minute, which no machine is too slow for.
inline bool eventually(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes{1};
  while (!holds()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  return true;
}

}  // namespace secondbrain::actors
