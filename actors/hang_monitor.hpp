// Asks every actor of the tree that works, or has something to do, for a sign of life, on a thread of its own, so that
// a stuck scheduler is noticed too. Those at rest are left to sleep: a message that one of them does not take is
// noticed by waiting. Those that examine what has threads of its own are probed now and then all the same.
//
// An actor that leaves a probe unanswered past its deadline is marked `hung`; past its limit `on_stuck` is called,
// once, and is expected to end the process: a thread stuck in a system call cannot be restarted from inside. A time in
// which the monitor itself was held up counts against nobody: the process was stopped, the machine asleep or starved.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "actors/actor_record.hpp"
#include "base/clock.hpp"

namespace secondbrain::actors {

class hang_monitor {
 public:
  struct callbacks {
    std::function<void()> on_full_round;  // every living actor has answered
    std::function<void(const std::string& actor, std::chrono::milliseconds silent)> on_stuck;
    const clock* own_time = &real_clock();  // by which it is held up
  };

  hang_monitor(const actor_registry& registry, std::chrono::milliseconds interval, callbacks calls);
  ~hang_monitor();
  hang_monitor(const hang_monitor&) = delete;
  hang_monitor& operator=(const hang_monitor&) = delete;

 private:
  void run();
  /// True when every living actor has answered its last probe.
  bool round();
  void forgive(steady_time::duration held_up);

  const actor_registry& registry_;
  const std::chrono::milliseconds interval_;
  const callbacks calls_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::uint64_t rounds_ = 0;
  std::thread thread_;  // last: it uses the members above
};

}  // namespace secondbrain::actors
