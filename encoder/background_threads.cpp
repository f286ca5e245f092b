#include "encoder/background_threads.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
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

/// Without effect where the system does not have it.
void give_way() {
#ifdef __linux__
  constexpr int behind_others = 10;
  static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), behind_others));
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
