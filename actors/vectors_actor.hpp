// Owns vectors.db and the codes that are searched in memory, which it loads when it starts and keeps in step with every
// change. Thin handlers over the stores; what takes long goes in slices, so that probes and requests come in between.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "actors/store_actor.hpp"
#include "base/feed.hpp"
#include "stores/vectors/code_mirror.hpp"
#include "stores/vectors/vector_index.hpp"
#include "stores/vectors/vector_store.hpp"

namespace secondbrain::actors {

struct vectors_parts {
  store_place place;
  std::filesystem::path codes_file;
  std::shared_ptr<stores::vector_index> index;  // null: nobody searches by meaning, and the vectors stay on disk
  // For those who do not wait for a write to end; nothing until somebody asked for the counts.
  std::shared_ptr<feed<std::optional<vector_counts>>> counts = std::make_shared<feed<std::optional<vector_counts>>>();
};

class vectors_actor final : public store_actor<vectors_actor, vectors_api, stores::vector_store> {
 public:
  using store_actor::handle;

  vectors_actor(caf::actor_config& config, child_context context, const front_ptr& front, vectors_parts parts)
      : store_actor{config, std::move(context), front, std::move(parts.place)},
        codes_file_{std::move(parts.codes_file)},
        index_{std::move(parts.index)},
        counts_{std::move(parts.counts)} {}

  auto handle(const write_vectors& request) { return done(followed(store().write(request))); }
  result<nothing> handle(const remove_vectors& request);
  result<nothing> handle(const clear_vectors&);
  result<vector_counts> handle(const count_vectors&);
  auto handle(const find_missing_vectors& request) { return store().missing(request.text_hashes); }
  auto handle(const list_embedded_chunks& request) { return store().embedded(request.behind_note, request.enough); }
  result<nothing> handle(const compact_vectors&) {
    is_untidy_ = true;
    schedule();
    return nothing{};
  }

 private:
  // So long a text may be away without being embedded again when it comes back: another name, another branch.
  static constexpr std::chrono::minutes unneeded_vectors_stay{10};
  static constexpr std::size_t vectors_dropped_in_a_slice = 1'000;
  static constexpr std::chrono::seconds before_next_attempt{15};

  status opened() override;
  void closing() noexcept override;
  caf::message_handler own_handlers() override {
    return {on<next_slice>([this](const next_slice&) { do_a_slice(); })};
  }

  void schedule();
  void do_a_slice();
  void load();
  void compact();
  status followed(const result<stores::vector_changes>& changes);
  void show_counts();

  std::filesystem::path codes_file_;
  std::shared_ptr<stores::vector_index> index_;
  std::shared_ptr<feed<std::optional<vector_counts>>> counts_;
  std::optional<stores::code_mirror> mirror_;
  bool is_untidy_ = false;
  bool slice_is_due_ = false;  // the message for it is under way
};

}  // namespace secondbrain::actors
