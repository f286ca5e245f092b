// Does something again and again, with a pause in between. Runs on the shared pool: what it does must not block, so it
// sends requests and leaves the work to those who answer.
#pragma once

#include <chrono>
#include <functional>

#include "actors/tree_actor.hpp"

namespace secondbrain::actors {

struct periodic_task {
  std::chrono::milliseconds first_after{60'000};
  std::chrono::milliseconds interval{3'600'000};
  std::function<void()> body;
};

class periodic_actor final : public tree_actor {
 public:
  periodic_actor(caf::actor_config& config, child_context context, periodic_task task)
      : tree_actor{config, std::move(context)}, task_{std::move(task)} {}

 private:
  status acquire() override {
    compat::post_after(self(), task_.first_after, next_slice{});
    return {};
  }

  caf::message_handler handlers() override {
    return {on<next_slice>([this](const next_slice&) {
      task_.body();
      compat::post_after(self(), task_.interval, next_slice{});
    })};
  }

  periodic_task task_;
};

}  // namespace secondbrain::actors
