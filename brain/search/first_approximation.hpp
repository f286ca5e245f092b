// What notes are about at first sight, for as long as the model has many of them still to read: vectors that cost next
// to nothing, of all notes, in memory alone. A search goes by these or by the model's, never by both: the two are not
// comparable.
//
// first_approximation: a value; what it leads to, any thread. approximation_place: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "brain/llm/embedder.hpp"
#include "messages/vectors.hpp"
#include "stores/vectors/memory_vectors.hpp"

namespace secondbrain::search {

struct first_approximation {
  std::string stands_in_for;        // the model whose vectors take its place
  std::shared_ptr<embedder> model;  // any thread, unlike others
  std::shared_ptr<stores::memory_vectors> vectors;
};

/// A model at work reads so few in a moment.
inline constexpr std::uint64_t few_texts_to_read = 64;

/// Whether the model has so much still to read that all searches are better off with a first approximation: where it
/// has read most of the notes, they are not (docs/adr/0028).
inline bool is_worthwhile(const embedding_progress& now, std::size_t notes) {
  constexpr std::size_t part = 4;
  const bool is_a_matter_of_a_moment = now.state == embedding_state::working && now.texts_left < few_texts_to_read;
  return now.notes_left > 0 && now.notes_left * part >= notes && !is_a_matter_of_a_moment;
}

/// Whether they are better off without the one that they have. Later than it would be made, so that it does not come
/// and go.
inline bool is_nearly_read(const embedding_progress& now, std::size_t notes) {
  constexpr std::size_t part = 5;
  return now.state == embedding_state::no_model || now.notes_left * part < notes || now.notes_left == 0;
}

/// Whether so many notes have no vector of the model's yet that meaning is to weigh little.
inline bool is_partly_read(const embedding_progress& now, std::size_t notes) {
  constexpr std::size_t part = 8;
  return now.state != embedding_state::no_model && now.notes_left * part > notes;
}

/// Where searches find it; nothing: they go by the model's vectors. What was taken from here is to be let go of with
/// the search, as it holds much memory.
class approximation_place {
 public:
  std::shared_ptr<const first_approximation> current() const {
    const std::lock_guard guard{mutex_};
    return current_;
  }

  void put(std::shared_ptr<const first_approximation> next) {
    const std::lock_guard guard{mutex_};
    current_.swap(next);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const first_approximation> current_;
};

}  // namespace secondbrain::search
