// Owns metadata.db. Thin handlers over the store.
#pragma once

#include "actors/store_actor.hpp"
#include "stores/metadata_store.hpp"

namespace secondbrain::actors {

class metadata_actor final : public store_actor<metadata_actor, metadata_api, stores::metadata_store> {
 public:
  using store_actor::handle;
  using store_actor::store_actor;

  auto handle(const put_metadata& request) { return done(store().put(request.metadata)); }
  auto handle(const get_metadata& request) { return store().get(request.note_path); }
  auto handle(const list_metadata& request) { return store().list(request.offset, request.limit); }
  auto handle(const list_entities& request) {
    return store().entities(request.entity_type, request.offset, request.limit);
  }
  auto handle(const list_action_items& request) { return store().action_items(request.offset, request.limit); }
  auto handle(const move_metadata& request) { return done(store().move(request.moves)); }
  auto handle(const delete_metadata& request) { return done(store().remove(request.note_paths)); }
};

}  // namespace secondbrain::actors
