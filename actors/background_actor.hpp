// Does long work again and again on a thread of its own, with a pause in between: the actor goes on answering while a
// slow disk or another program keeps the work.
//
// A stop ends the pause at once and asks the work to give up; it waits until that has happened. An exception of the
// work ends this life.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "actors/tree_actor.hpp"

namespace secondbrain::actors {

struct background_work {
  std::chrono::milliseconds first_after{2'000};
  /// Made at the beginning of each life, on the thread of the work, and gone with it.
  std::function<std::function<std::chrono::milliseconds()>(const std::function<bool()>& cancelled)> begin;
};

class background_actor final : public tree_actor {
 public:
  background_actor(caf::actor_config& config, child_context context, background_work work)
      : tree_actor{config, std::move(context)}, work_{std::move(work)} {}

 private:
  struct stop_flag {
    std::mutex mutex;
    std::condition_variable changed;
    bool stopped = false;

    /// False: stopped.
    bool pause(std::chrono::milliseconds duration) {
      std::unique_lock lock{mutex};
      return !changed.wait_for(lock, duration, [this] { return stopped; });
    }
    bool is_set() {
      const std::lock_guard lock{mutex};
      return stopped;
    }
    void set() {
      {
        const std::lock_guard lock{mutex};
        stopped = true;
      }
      changed.notify_all();
    }
  };

  status acquire() override {
    thread_ = std::thread{[work = work_, stop = stop_, receiver = self().address()] {
      try {
        if (!stop->pause(work.first_after)) return;
        const auto round = work.begin([stop] { return stop->is_set(); });
        while (stop->pause(round())) continue;
      } catch (const std::exception& thrown) {
        compat::post(caf::actor_cast<caf::actor>(receiver),
                     answer_arrived{[why = std::string{thrown.what()}] { throw std::runtime_error(why); }});
      }
    }};
    return {};
  }

  void release() noexcept override {
    stop_->set();
    if (thread_.joinable()) thread_.join();
  }

  background_work work_;
  std::shared_ptr<stop_flag> stop_ = std::make_shared<stop_flag>();
  std::thread thread_;
};

}  // namespace secondbrain::actors
