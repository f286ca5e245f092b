// The running tree: the actor system, the registry, the fronts, the root supervisor and the hang monitor.
//
// Made and destroyed on the main thread. `stop` stops the children in reverse order, then the fronts, then the system.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "actors/front.hpp"
#include "actors/hang_monitor.hpp"
#include "actors/supervisor.hpp"

namespace secondbrain::actors {

struct tree_options {
  std::size_t pool_threads = 2;
  std::chrono::milliseconds probe_interval{1'000};
  hang_monitor::callbacks monitoring = {};
  /// The root fails for good: called once, on a pool thread, while it begins to stop its children.
  std::function<void(const std::string& reason)> on_give_up = {};
  /// For restarts, timestamps and ages, and for every actor; pauses and grace periods pass by the machine's.
  const clock* time = &real_clock();
};

class tree {
 public:
  explicit tree(tree_options options);
  ~tree();

  /// Makes the front of the worker (or pool) with that path, for example "root/stores/lexical". Before `start`.
  front_ptr make_front(const std::string& path, front_options options = {});

  void start(supervisor_spec root);

  /// False: something did not stop in time, or its thread is stuck and was left behind. The process should then end
  /// without waiting for destructors.
  bool stop(std::chrono::milliseconds deadline);

  const actor_registry& registry() const noexcept { return registry_; }

  /// Stops and starts one actor. errc::not_found when there is none of that name.
  status restart(const std::string& path) const;
  status crash(const std::string& path, crash_kind kind) const;

 private:
  caf::actor root() const;
  void given_up(const std::string& reason);

  actor_registry registry_;
  tree_options options_;
  std::unique_ptr<caf::actor_system_config> config_;
  std::unique_ptr<caf::actor_system> system_;
  std::vector<front_ptr> fronts_;
  std::unique_ptr<hang_monitor> monitor_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  caf::actor root_;
  bool root_down_ = true;
  std::atomic<bool> failed_{false};
};

}  // namespace secondbrain::actors
