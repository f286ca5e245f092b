// Owns vectors.db, and puts what it holds where searches by meaning look for it. Thin handlers over the store.
#pragma once

#include <memory>
#include <utility>

#include "actors/store_actor.hpp"
#include "stores/vector_index.hpp"
#include "stores/vector_store.hpp"

namespace secondbrain::actors {

class vectors_actor final : public store_actor<vectors_actor, vectors_api, stores::vector_store> {
 public:
  using store_actor::handle;

  /// Without an `index` nobody searches by meaning, and the vectors stay on disk.
  vectors_actor(caf::actor_config& config, child_context context, const front_ptr& front, store_place place,
                std::shared_ptr<stores::vector_index> index)
      : store_actor{config, std::move(context), front, std::move(place)}, index_{std::move(index)} {}

  auto handle(const write_vectors& request) { return done(store().write(request)); }
  auto handle(const remove_vectors& request) { return done(store().remove(request.note_paths)); }
  auto handle(const clear_vectors&) {
    return done(store().clear().and_then([this] { return publish(); }));
  }
  auto handle(const count_vectors&) { return store().counts(); }
  auto handle(const find_missing_vectors& request) { return store().missing(request.text_hashes); }
  auto handle(const list_embedded_chunks&) { return store().embedded(); }
  auto handle(const publish_vectors&) {
    return done(store().drop_unlinked().and_then([this] { return publish(); }));
  }

 private:
  status opened() override { return publish(); }

  status publish() {
    if (!index_) return {};
    return store().load().map([this](stores::vector_matrix matrix) {
      index_->publish(std::make_shared<const stores::vector_matrix>(std::move(matrix)));
    });
  }

  std::shared_ptr<stores::vector_index> index_;
};

}  // namespace secondbrain::actors
