// Owns vectors.db. Thin handlers over the store.
#pragma once

#include "actors/store_actor.hpp"
#include "stores/vector_store.hpp"

namespace secondbrain::actors {

class vectors_actor final : public store_actor<vectors_actor, vectors_api, stores::vector_store> {
 public:
  using store_actor::handle;
  using store_actor::store_actor;

  auto handle(const write_vectors& asked) { return done(store().write(asked)); }
  auto handle(const remove_vectors& asked) { return done(store().remove(asked.note_paths)); }
  auto handle(const clear_vectors&) { return done(store().clear()); }
  auto handle(const count_vectors&) { return store().counts(); }
};

}  // namespace secondbrain::actors
