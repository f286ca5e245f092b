// Keeps something running that has threads of its own, such as the HTTP server. The actor does not know what it is: the
// composition root hands it how to start, stop and examine it.
#pragma once

#include <functional>

#include "actors/tree_actor.hpp"

namespace secondbrain::actors {

struct hosted_part {
  std::function<status()> start;    // its error is a failed start: tried again with growing pauses
  std::function<void()> stop;       // must not throw; also called after a failed start
  std::function<status()> examine;  // with every probe; its error ends this life
};

class hosted_actor final : public tree_actor {
 public:
  hosted_actor(caf::actor_config& config, child_context context, hosted_part part)
      : tree_actor{config, std::move(context)}, part_{std::move(part)} {}

 private:
  status acquire() override {
    record().examines_at_rest = true;
    return part_.start();
  }
  void release() noexcept override { part_.stop(); }
  status examine() override { return part_.examine(); }

  hosted_part part_;
};

}  // namespace secondbrain::actors
