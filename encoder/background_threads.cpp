#include "encoder/background_threads.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

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
  std::exception_ptr trouble;
  const auto take_part = [&] {
    give_way();
    try {
      for (auto part = next++; part < parts; part = next++) work(part);
    } catch (...) {
      next = parts;
      const std::lock_guard guard{mutex};
      trouble = std::current_exception();
    }
  };
  std::vector<std::jthread> pool;
  pool.reserve(std::min(parts, threads));
  while (pool.size() < std::min(parts, threads)) pool.emplace_back(take_part);
  pool.clear();  // waits for them
  if (trouble) std::rethrow_exception(trouble);
}

}  // namespace secondbrain::encoder
