// The front of a service: a small actor that never dies before the tree does, owns the bounded queue of requests and
// hands them to the current worker, or to the workers of a pool.
//
// When a worker dies, what was queued stays queued; what the worker never began goes back to the head of the queue;
// what it was handling goes to the successor, twice at most, when its type is idempotent, and is answered
// `worker_crashed` otherwise. A request whose deadline passes is answered `timeout`. So no caller waits for ever.
//
// Runs on the shared pool and never blocks. Its own death would be fatal for the process; it has nothing to fail at.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include <caf/message_handler.hpp>

#include "actors/actor_record.hpp"
#include "actors/protocol.hpp"
#include "messages/address.hpp"

namespace secondbrain::actors {

struct front_options {
  std::size_t capacity = 1'000;     // requests that may wait
  std::size_t in_flight_limit = 1;  // requests given to one worker at a time
};

class front_actor final : public caf::event_based_actor {
 public:
  front_actor(caf::actor_config& config, record_ptr record, front_options options);

  caf::behavior make_behavior() override;
  const char* name() const override { return "secondbrain.front"; }

 private:
  struct worker_slot {
    caf::actor worker;
    std::vector<work_ptr> in_flight;
  };

  void accept(work_ptr item);
  void dispatch();
  void finished(const work_finished& notice);
  void lost(const worker_down& notice);
  void sweep();
  void schedule_sweep();
  void close();
  void publish();

  record_ptr record_;
  front_options options_;
  std::deque<work_ptr> queue_;
  std::map<caf::actor_id, worker_slot> workers_;
  bool sweeping_ = false;
};

/// Both ends of a front: callers make addresses from it, workers announce themselves to it.
class front final : public front_port {
 public:
  front(caf::actor_system& system, record_ptr record, front_options options);

  void submit(work_ptr item) override;

  /// For the worker's side. Null once the front is closed.
  caf::actor handle() const;

  /// Refuses new requests, answers the waiting ones `cancelled`, and lets go of the actor.
  void close();

 private:
  mutable std::mutex mutex_;
  caf::actor actor_;
};

using front_ptr = std::shared_ptr<front>;

}  // namespace secondbrain::actors
