// Everything that differs between CAF 0.17.6 (Debian, Ubuntu) and CAF 1.x (Homebrew). The only file that asks which it
// is.
//
// The version is told by CAF_MAJOR_VERSION; CAF_VERSION is defined as an octal literal in 1.1.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include <caf/actor.hpp>
#include <caf/actor_addr.hpp>
#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/config.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/exit_reason.hpp>
#include <caf/mailbox_element.hpp>
#include <caf/send.hpp>
#include <caf/type_id.hpp>

#if CAF_MAJOR_VERSION >= 1
#include <caf/anon_mail.hpp>
#include <caf/init_global_meta_objects.hpp>
#include <caf/scheduler.hpp>
#else
#include <caf/atom.hpp>
#endif

namespace secondbrain::actors::compat {

#if CAF_MAJOR_VERSION >= 1

using enqueue_result = bool;
using enqueue_context = caf::scheduler;

template <class IdBlock>
void register_messages() {
  caf::init_global_meta_objects<IdBlock>();
  caf::core::init_global_meta_objects();
}

inline void use_sharing_scheduler(caf::actor_system_config& config) {
  config.set("caf.scheduler.policy", "sharing");
}

inline void use_threads(caf::actor_system_config& config, std::size_t count) {
  config.set("caf.scheduler.max-threads", count);
}

/// Sends from any thread, without a sender. To nobody: nothing happens.
template <class Message>
void post(const caf::actor& to, Message message) {
  caf::anon_mail(std::move(message)).send(to);
}

template <class Message>
void post_after(const caf::actor& to, std::chrono::milliseconds delay, Message message) {
  caf::anon_mail(std::move(message)).delay(delay).send(to);
}

#else

using enqueue_result = void;
using enqueue_context = caf::execution_unit;

template <class IdBlock>
void register_messages() {}  // messages that never leave the process need no registration here

inline void use_sharing_scheduler(caf::actor_system_config& config) {
  config.set("scheduler.policy", caf::atom("sharing"));
}

inline void use_threads(caf::actor_system_config& config, std::size_t count) {
  config.set("scheduler.max-threads", count);
}

template <class Message>
void post(const caf::actor& to, Message message) {
  if (to) caf::anon_send(to, std::move(message));
}

template <class Message>
void post_after(const caf::actor& to, std::chrono::milliseconds delay, Message message) {
  if (to) caf::delayed_anon_send(to, delay, std::move(message));
}

#endif

}  // namespace secondbrain::actors::compat

/// Gives a message struct its CAF id. Messages are local: they opt out of serialisation.
#define SECONDBRAIN_ADD_MESSAGE(type) CAF_ADD_TYPE_ID(secondbrain, (type))
#define SECONDBRAIN_LOCAL_MESSAGE(type) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(type)
