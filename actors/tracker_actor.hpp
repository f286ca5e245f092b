// Owns index_tracker.db. Thin handlers over the store.
#pragma once

#include "actors/store_actor.hpp"
#include "stores/index_tracker_store.hpp"

namespace secondbrain::actors {

class tracker_actor final : public store_actor<tracker_actor, tracker_api, stores::index_tracker_store> {
 public:
  using store_actor::handle;
  using store_actor::store_actor;

  auto handle(const load_tracked_files&) { return store().load(); }
  auto handle(const find_tracked_files& request) { return store().find(request.places); }
  auto handle(const mark_files& request) { return done(store().mark(request.files)); }
  auto handle(const forget_files& request) { return done(store().forget(request.paths)); }
  auto handle(const clear_tracker&) { return done(store().clear()); }
  auto handle(const get_tracker_stats&) { return store().stats(); }
};

}  // namespace secondbrain::actors
