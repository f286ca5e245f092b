// What a supervisor is told of its children: data, as in OTP's child specification.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/actor_record.hpp"
#include "actors/compat.hpp"
#include "actors/protocol.hpp"
#include "actors/restart_policy.hpp"

namespace secondbrain::actors {

/// What a starting actor is handed.
struct child_context {
  std::string name;                         // among its siblings
  generation life = 0;                      // number of this life, from 1
  record_ptr record;                        // shared by all its lives
  std::function<void(child_up)> on_up;      // tells the supervisor
  std::function<void(child_down)> on_down;  // tells the supervisor; called once, as the last act
  /// Set for the root alone: it begins to fail for good. Called before what it held is released.
  std::function<void(const std::string& reason)> on_failing;
};

enum class significance : std::uint8_t {
  ordinary,
  significant,  // when it ends by itself, its supervisor stops too
};

struct supervisor_spec;

struct child_spec {
  std::string name;
  /// Spawns the actor. Runs in the supervisor: it must not throw and must not acquire anything.
  std::function<caf::actor(caf::actor_system&, child_context)> start;
  restart_type restart = restart_type::permanent;
  significance weight = significance::ordinary;
  std::chrono::milliseconds grace{5'000};  // from the request to stop to the kill
  /// From the kill until its thread counts as stuck; unset: as long as the grace.
  std::optional<std::chrono::milliseconds> after_kill;
  std::optional<restart_intensity> intensity;  // of its own, beside the supervisor's
  hang_limits hang;
  std::shared_ptr<const supervisor_spec> subtree;  // set when the child is itself a supervisor; `start` is then unused
};

enum class restart_strategy : std::uint8_t {
  one_for_one,   // only the child that failed
  one_for_all,   // all of them
  rest_for_one,  // it and those started after it
};

struct supervisor_spec {
  restart_strategy strategy = restart_strategy::one_for_one;
  restart_intensity intensity;
  backoff_policy backing_off;
  std::vector<child_spec> children;  // started in this order, stopped in reverse
};

/// A child that runs an actor of class `Actor`, made as `Actor(context, arguments…)`.
/// Detached actors have a thread of their own and may block.
template <class Actor, caf::spawn_options Options = caf::detached, class... Args>
child_spec worker(std::string name, Args... args) {
  child_spec spec;
  spec.name = std::move(name);
  spec.start = [args...](caf::actor_system& system, child_context context) {
    return caf::actor_cast<caf::actor>(system.spawn<Actor, Options>(std::move(context), args...));
  };
  return spec;
}

inline child_spec subtree(std::string name, supervisor_spec children) {
  child_spec spec;
  spec.name = std::move(name);
  spec.grace = std::chrono::milliseconds{30'000};
  spec.subtree = std::make_shared<const supervisor_spec>(std::move(children));
  return spec;
}

}  // namespace secondbrain::actors
