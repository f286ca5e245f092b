// Owns conversations.db. Thin handlers over the store; and an empty one, where a backup holds more, is told on the
// record until the first conversation is written.
#pragma once

#include <optional>

#include "actors/store_actor.hpp"
#include "base/error.hpp"
#include "stores/conversations_store.hpp"

namespace secondbrain::actors {

class conversations_actor final
    : public store_actor<conversations_actor, conversation_api, stores::conversations_store> {
 public:
  using store_actor::handle;
  using store_actor::store_actor;

  auto handle(const append_messages& request) {
    auto appended = store().append(request);
    if (appended && missed_) {
      record().set_note({});
      missed_ = false;
    }
    return appended;
  }
  auto handle(const list_conversations& request) { return store().list(request.limit); }
  auto handle(const get_conversation& request) { return store().get(request.conversation_id); }
  auto handle(const delete_conversation& request) { return done(store().remove(request.conversation_id)); }
  auto handle(const count_conversations&) { return store().count(); }

 private:
  status opened() override {
    const auto& held = place().held_elsewhere;
    auto untouched = store().untouched();
    RETURN_IF_ERROR(untouched);
    auto remark = *untouched && held ? held(place().file) : std::nullopt;
    missed_ = remark.has_value();
    if (remark) {
      log().warn("{}", *remark);
      record().set_note(*remark);
    }
    return {};
  }

  bool missed_ = false;
};

}  // namespace secondbrain::actors
