// A thread that is kept for work beside its owner's own: one at a time, waited for by its future.
//
//   auto thinking = side_thread_.begin([&] { return ask_the_model(); });
//   look_the_words_up();
//   auto answer = thinking.get();
//
// Kept, because a new thread begins where its maker runs: until the system moves it to a processor that has nothing to
// do, it waits, for some milliseconds. Begun with the first piece of work; where the system has no thread left, the
// work is done when it is waited for.
//
// Owned by one thread. Destroying it waits for what was begun. What the work throws, its future throws.
#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stop_token>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

namespace secondbrain {

class side_thread {
 public:
  template <class Work>
  std::future<std::invoke_result_t<Work&>> begin(Work work) {
    using outcome = std::invoke_result_t<Work&>;
    if (!is_there()) return std::async(std::launch::deferred, std::move(work));
    auto task = std::make_shared<std::packaged_task<outcome()>>(std::move(work));
    auto done = task->get_future();
    loop_->take([task = std::move(task)] { (*task)(); });
    return done;
  }

 private:
  class loop {
   public:
    loop() : thread_{[this](const std::stop_token& stop) { run(stop); }} {}

    void take(std::function<void()> work) {
      {
        const std::lock_guard lock{mutex_};
        next_ = std::move(work);
      }
      wake_.notify_one();
    }

   private:
    void run(const std::stop_token& stop) {
      std::unique_lock lock{mutex_};
      while (wake_.wait(lock, stop, [this] { return next_ != nullptr; })) {
        const auto work = std::exchange(next_, nullptr);
        lock.unlock();
        work();
        lock.lock();
      }
    }

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::function<void()> next_;  // guarded by mutex_
    std::jthread thread_;         // last: it uses the members above
  };

  bool is_there() {
    try {
      if (!loop_) loop_ = std::make_unique<loop>();
      return true;
    } catch (const std::system_error&) {
      return false;
    }
  }

  std::unique_ptr<loop> loop_;
};

}  // namespace secondbrain
