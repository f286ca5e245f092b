// Owns the vectors where a server keeps them: sends every change there, tells those who search whether it answers, and
// looks again and again while it does not.
//
// What this machine has embedded before is taken over from its file, when it is looked for.
//
// Own thread, blocked while it waits for the server: its hang limits must lie beyond that. While the server is away
// every request is refused at once, except that notes are forgotten: what is gone is found by the comparison that the
// embedder is asked for when the server is back, so an index run never fails for want of it.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "actors/service_actor.hpp"
#include "messages/service_addresses.hpp"
#include "stores/vectors/former_vectors.hpp"
#include "stores/vectors/remote_standing.hpp"
#include "stores/vectors/remote_vector_store.hpp"

namespace secondbrain::actors {

struct remote_vectors_parts {
  std::function<std::unique_ptr<stores::remote_vector_store>()> make_store;
  std::shared_ptr<stores::remote_standing> standing;
  address<embedding_api> embedder;
  std::filesystem::path former_file = {};                    // vectors.db, from the time before
  std::function<std::optional<model_tag>()> model_now = {};  // who embeds; empty: nothing is taken from there
  std::chrono::milliseconds between_looks{5'000};
};

class remote_vectors_actor final : public service_actor<remote_vectors_actor, vectors_api> {
 public:
  remote_vectors_actor(caf::actor_config& config, child_context context, const front_ptr& front,
                       remote_vectors_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)}, former_{parts_.former_file} {}

  result<nothing> handle(const write_vectors& request);
  result<nothing> handle(const remove_vectors& request);
  result<nothing> handle(const clear_vectors&);
  result<vector_counts> handle(const count_vectors&);
  result<std::vector<std::string>> handle(const find_missing_vectors& request);
  result<embedded_chunks> handle(const list_embedded_chunks& request);
  result<nothing> handle(const compact_vectors&);
  result<nothing> handle(const check_store&);
  result<nothing> handle(const snapshot_store&);

 private:
  // As for vectors of this machine (vectors_actor).
  static constexpr std::chrono::minutes unneeded_vectors_stay{10};
  static constexpr std::size_t vectors_dropped_in_a_slice = 1'000;

  status open() override;
  void close() noexcept override { store_.reset(); }
  caf::message_handler own_handlers() override;

  template <class Work>
  auto ask(const Work& work) -> decltype(work());

  void look_again();
  void look();
  status count();
  void lose(const error& why);
  void compact();
  void take_former(std::vector<std::string>& missing);

  remote_vectors_parts parts_;
  stores::former_vectors former_;
  std::unique_ptr<stores::remote_vector_store> store_;
  vector_counts counts_;     // as they were last
  bool is_changed_ = false;  // since they were counted
};

}  // namespace secondbrain::actors
