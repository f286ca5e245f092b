// Owns lexical.db and is its only writer. Thin handlers over the store.
#pragma once

#include "actors/store_actor.hpp"
#include "stores/lexical_store.hpp"

namespace secondbrain::actors {

class lexical_actor final : public store_actor<lexical_actor, lexical_api, stores::lexical_store> {
 public:
  using store_actor::handle;
  using store_actor::store_actor;

  auto handle(const write_notes& request) { return done(store().write(request.notes, request.moves)); }
  auto handle(const remove_notes& request) { return done(store().remove(request.paths)); }
  auto handle(const clear_lexical&) { return done(store().clear()); }
  auto handle(const count_lexical&) { return store().counts(); }
  auto handle(const count_chunks_by_note&) { return store().chunks_by_note(); }
};

}  // namespace secondbrain::actors
