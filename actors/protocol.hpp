// What the actors of the tree say to each other: starting, stopping, dying, probing, and passing work on.
//
// Requests of the domain are not CAF messages: they travel inside a `work` (see work_item.hpp), so a new request needs
// no id here.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "actors/compat.hpp"
#include "messages/work_item.hpp"

namespace secondbrain::actors {

/// Counts the lives of a child: a notice that carries an old number is about a predecessor and is ignored.
using generation = std::uint64_t;

// ---- life of a child ----

/// To oneself, first of all messages: acquire what the actor needs.
struct acquire_resources {};

/// Child → supervisor: resources are held, work can begin.
struct child_up {
  std::string name;
  generation life = 0;
};

enum class exit_kind : std::uint8_t { normal, failed };

/// Child → supervisor, as its last act, after its resources are released.
struct child_down {
  std::string name;
  generation life = 0;
  exit_kind kind = exit_kind::normal;
  std::string reason;
};

enum class stop_purpose : std::uint8_t {
  shutdown,     // the process ends: what does not react may be left behind
  replacement,  // a successor is to start: only when everything of this life is gone
};

/// Supervisor → child: finish what is under way, release, leave. Answered by `child_down`.
struct stop_actor {
  stop_purpose purpose = stop_purpose::shutdown;
};

// ---- supervisors ----

/// To oneself: the back-off of a child is over.
struct retry_child {
  std::string name;
  generation life = 0;
};

/// To oneself: the time that a child had for stopping is over.
struct grace_over {
  std::string name;
  generation life = 0;
};

/// Stop the named actor (a path below the receiver) and start it again, without counting it as a failure.
struct restart_actor {
  std::string path;
};

// ---- probing and chaos ----

/// Answered by storing `sequence` in the actor's record.
struct probe {
  std::uint64_t sequence = 0;
};

enum class crash_kind : std::uint8_t {
  between_requests,  // throw at once
  during_request,    // throw in the middle of the next request
  hang,              // block the thread for ever
};

/// Fails on purpose. Sent only when chaos is enabled.
struct crash_actor {
  crash_kind kind = crash_kind::between_requests;
};

// ---- work ----

/// Caller → front → worker.
struct work {
  work_ptr item;
};

/// Worker → front: one request is over; the worker has room for another.
struct work_finished {
  caf::actor_id worker = 0;
  work_ptr item;
};

/// Worker → front: ready for requests.
struct worker_up {
  caf::actor worker;
};

/// Worker → front, as its last act.
struct worker_down {
  caf::actor_id worker = 0;
};

/// To oneself: look for requests whose deadline has passed.
struct sweep_deadlines {};

/// To oneself: do the next slice of a long job.
struct next_slice {};

/// To oneself: the answer to a question has come.
struct answer_arrived {
  std::function<void()> body;
};

}  // namespace secondbrain::actors

CAF_BEGIN_TYPE_ID_BLOCK(secondbrain, caf::first_custom_type_id)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::acquire_resources)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::child_up)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::child_down)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::stop_actor)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::retry_child)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::grace_over)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::restart_actor)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::probe)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::crash_actor)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::work)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::work_finished)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::worker_up)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::worker_down)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::sweep_deadlines)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::next_slice)
SECONDBRAIN_ADD_MESSAGE(secondbrain::actors::answer_arrived)
CAF_END_TYPE_ID_BLOCK(secondbrain)

SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::acquire_resources)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::child_up)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::child_down)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::stop_actor)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::retry_child)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::grace_over)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::restart_actor)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::probe)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::crash_actor)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::work)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::work_finished)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::worker_up)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::worker_down)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::sweep_deadlines)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::next_slice)
SECONDBRAIN_LOCAL_MESSAGE(secondbrain::actors::answer_arrived)
