#include "encoder/background_threads.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "base/sign_of_life.hpp"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#elif defined(__APPLE__)
#include <pthread/qos.h>
#endif

namespace secondbrain::encoder {

namespace {

#ifdef __linux__
/// What sched_setattr(2) takes; the C library names it only since glibc 2.41.
struct scheduling {
  std::uint32_t size = 48;
  std::uint32_t policy = 0;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime = 0;  // nanoseconds; of ordinary threads, the slice (since Linux 6.12)
  std::uint64_t deadline = 0;
  std::uint64_t period = 0;
};
static_assert(sizeof(scheduling) == 48);
#endif

/// Without effect where the system does not have it.
void give_way() {
#ifdef __linux__
  const int behind_others = std::max(::getpriority(PRIO_PROCESS, 0), 10);  // of this thread
  static_cast<void>(::setpriority(PRIO_PROCESS, 0, behind_others));
  // Whoever wakes waits until the running thread has had its slice, some 3 ms whatever the priorities, unless the own
  // slice is shorter (EEVDF's PREEMPT_SHORT). So the one that is to make room takes the longest slice there is.
  constexpr std::uint64_t keep_policy = 8;
  const scheduling interruptible{.flags = keep_policy, .nice = behind_others, .runtime = 100'000'000};
  static_cast<void>(::syscall(SYS_sched_setattr, 0, &interruptible, 0));
#elif defined(__APPLE__)
  static_cast<void>(pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0));
#endif
}

}  // namespace

void share_in_background(std::size_t parts, std::size_t threads, const std::function<void(std::size_t part)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::condition_variable changed;  // any of the following
  std::size_t done = 0;
  std::size_t at_work = std::min(parts, threads);
  std::exception_ptr trouble;
  const auto tell = [&](auto change) {
    const std::lock_guard guard{mutex};
    change();
    changed.notify_one();
  };
  const auto take_parts = [&] {
    give_way();
    try {
      for (auto part = next++; part < parts; part = next++) {
        work(part);
        tell([&] { ++done; });
      }
    } catch (...) {
      next = parts;
      tell([&] { trouble = std::current_exception(); });
    }
    tell([&] { --at_work; });
  };
  std::vector<std::jthread> pool;
  pool.reserve(at_work);
  while (pool.size() < std::min(parts, threads)) pool.emplace_back(take_parts);

  std::unique_lock lock{mutex};
  for (std::size_t heard = 0; at_work > 0; heard = done) {
    changed.wait(lock, [&] { return done != heard || at_work == 0; });
    give_sign_of_life();
  }
  lock.unlock();
  pool.clear();
  if (trouble) std::rethrow_exception(trouble);
}

}  // namespace secondbrain::encoder
