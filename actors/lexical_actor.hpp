// Owns lexical.db and is its only writer. Thin handlers over the store. What the writes leave to be merged is merged
// when nobody writes, a slice at a time.
#pragma once

#include <chrono>
#include <utility>

#include "actors/store_actor.hpp"
#include "base/clock.hpp"
#include "stores/lexical_store.hpp"

namespace secondbrain::actors {

class lexical_actor final : public store_actor<lexical_actor, lexical_api, stores::lexical_store> {
 public:
  using store_actor::handle;

  /// When nothing has been written for so long, what the writes have left behind is merged.
  static constexpr std::chrono::milliseconds quiet{2'000};

  lexical_actor(caf::actor_config& config, child_context context, const front_ptr& front, store_place place,
                std::chrono::milliseconds merge_after = quiet)
      : store_actor{config, std::move(context), front, std::move(place)}, merge_after_{merge_after} {}

  auto handle(const write_notes& request) { return done(noticed(write(request))); }
  auto handle(const remove_notes& request) { return done(noticed(store().remove(request.paths))); }
  auto handle(const clear_lexical&) { return done(noticed(store().clear())); }
  auto handle(const count_lexical&) { return store().counts(); }
  auto handle(const count_chunks_by_note&) { return store().chunks_by_note(); }

 private:
  status opened() override { return noticed({}); }
  caf::message_handler own_handlers() override {
    return {on<next_slice>([this](const next_slice&) { merge_when_quiet(); })};
  }

  status write(const write_notes& request);
  status noticed(status written);
  void merge_when_quiet();

  std::chrono::milliseconds merge_after_;
  steady_time last_write_{};
  bool slice_is_due_ = false;  // the message for it is under way
};

}  // namespace secondbrain::actors
