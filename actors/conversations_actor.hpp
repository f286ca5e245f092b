// Owns conversations.db. Thin handlers over the store.
#pragma once

#include "actors/store_actor.hpp"
#include "stores/conversations_store.hpp"

namespace secondbrain::actors {

class conversations_actor final
    : public store_actor<conversations_actor, conversation_api, stores::conversations_store> {
 public:
  using store_actor::handle;
  using store_actor::store_actor;

  auto handle(const append_messages& asked) { return store().append(asked); }
  auto handle(const list_conversations& asked) { return store().list(asked.limit); }
  auto handle(const get_conversation& asked) { return store().get(asked.conversation_id); }
  auto handle(const delete_conversation& asked) { return done(store().remove(asked.conversation_id)); }
  auto handle(const count_conversations&) { return store().count(); }
};

}  // namespace secondbrain::actors
