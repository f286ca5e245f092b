// Owns metadata.db. Thin handlers over the store.
#pragma once

#include "actors/store_actor.hpp"
#include "stores/metadata_store.hpp"

namespace secondbrain::actors {

class metadata_actor final : public store_actor<metadata_actor, metadata_api, stores::metadata_store> {
 public:
  using store_actor::handle;
  using store_actor::store_actor;

  auto handle(const put_metadata& asked) { return done(store().put(asked.metadata)); }
  auto handle(const get_metadata& asked) { return store().get(asked.note_path); }
  auto handle(const list_metadata& asked) { return store().list(asked.offset, asked.limit); }
  auto handle(const list_entities& asked) { return store().entities(asked.entity_type, asked.offset, asked.limit); }
  auto handle(const list_action_items& asked) { return store().action_items(asked.offset, asked.limit); }
  auto handle(const delete_metadata& asked) { return done(store().remove(asked.note_paths)); }
};

}  // namespace secondbrain::actors
