// Owns usage.db. Thin handlers over the store.
#pragma once

#include "actors/store_actor.hpp"
#include "stores/usage_store.hpp"

namespace secondbrain::actors {

class usage_actor final : public store_actor<usage_actor, usage_api, stores::usage_store> {
 public:
  using store_actor::handle;
  using store_actor::store_actor;

  auto handle(const record_usage& request) { return done(store().record(request.record)); }
  auto handle(const summarize_usage& request) { return store().summarize(request.since, request.until); }
  auto handle(const list_daily_usage& request) { return store().daily(request.days); }
};

}  // namespace secondbrain::actors
