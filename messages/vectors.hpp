// Embedding vectors: what the vector store keeps and is asked for.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

/// Which model made the vectors; vectors of two models are never compared.
struct model_tag {
  std::string name;
  int dimensions = 0;
  friend bool operator==(const model_tag&, const model_tag&) = default;
};

/// One embedded text. `text_hash` is the SHA-1 hex of the text that was embedded.
struct stored_vector {
  std::string text_hash;
  std::vector<float> values;  // L2-normalised, `model_tag::dimensions` long
};

/// A chunk as the vector index knows it: which text it embeds.
struct vector_link {
  std::string chunk_id;
  std::string note_path;
  std::string text_hash;
};

struct similar_chunk {
  std::string chunk_id;
  double cosine = 0;  // -1…1
};

/// A chunk by name, and the note it is of.
struct chunk_key {
  std::string note_path;
  std::string chunk_id;
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the comparison with 0 that it makes for a pointer.
  friend auto operator<=>(const chunk_key&, const chunk_key&) = default;
};

/// Chunks of whole notes, in order.
struct chunk_page {
  std::vector<chunk_key> chunks;
  bool is_last = true;  // there are none behind them
};

/// What has been embedded so far, a page of it.
struct embedded_chunks {
  std::optional<model_tag> model;  // of the stored vectors
  chunk_page page;
};

struct vector_counts {
  std::int64_t chunks = 0;         // chunks that have a vector
  std::int64_t vectors = 0;        // distinct texts, those that no chunk has any more among them
  std::optional<model_tag> model;  // of the stored vectors
};

struct write_vectors {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  model_tag model;
  std::vector<stored_vector> vectors;
  std::vector<vector_link> links;
};

struct remove_vectors {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<std::string> note_paths;
};

struct clear_vectors {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

struct count_vectors {
  using reply = vector_counts;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// The texts among these that have no vector yet, in the order given.
struct find_missing_vectors {
  using reply = std::vector<std::string>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::vector<std::string> text_hashes;
};

/// Those of the notes behind that one, until there are so many; the last note is listed as a whole.
struct list_embedded_chunks {
  using reply = embedded_chunks;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string behind_note;  // empty: from the first on
  std::size_t enough = 0;
};

/// Drops the vectors that no chunk has needed for a while; what was written is found already.
struct compact_vectors {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// A note with a text that the model does not take.
struct refused_note {
  std::string note_path;
  std::string why;  // as the model's host says it
};

constexpr auto fields_of(const refused_note*) {
  return record<refused_note>(field_list{
      field("note_path", &refused_note::note_path),
      field("why", &refused_note::why, "As the model says it"),
  });
}

enum class embedding_state : std::uint8_t { no_model, idle, working, waiting, paused };

constexpr auto names_of(embedding_state) {
  using enum embedding_state;
  return named_values<embedding_state>(
      {{no_model, "no_model"}, {idle, "idle"}, {working, "working"}, {waiting, "waiting"}, {paused, "paused"}});
}

/// Whether notes that the model has not read yet are found by a first approximation of what they mean.
enum class approximation_stage : std::uint8_t { none, being_made, in_use };

constexpr auto names_of(approximation_stage) {
  using enum approximation_stage;
  return named_values<approximation_stage>({{none, "none"}, {being_made, "being_made"}, {in_use, "in_use"}});
}

/// How far the embedder is.
struct embedding_progress {
  std::size_t notes_left = 0;         // that the model has not read yet
  std::vector<refused_note> refused;  // that stay so, as far as the refused texts go
  std::uint64_t texts_embedded = 0;   // by the model, since the service started
  embedding_state state = embedding_state::idle;
  std::uint64_t texts_left = 0;  // that have none, about
  std::uint64_t texts_done = 0;  // that have a vector, about; told by who knows the vectors, not by the embedder
  double texts_per_second = 0;   // lately; 0: not known yet, or nothing is being done
  approximation_stage approximation = approximation_stage::none;  // told by who makes it, not by the embedder
  std::optional<steady_time> asked_at = {};                       // the model, which has not answered yet
  std::optional<std::int64_t> silent_seconds = {};                // so long it has not, where that is remarkable
  std::string languages_unknown = {};  // to the model, that many notes are in, such as "de, ru"; empty: there are none

  /// Nothing: it is not known, or nothing is being done.
  std::optional<std::int64_t> seconds_left() const {
    if (state != embedding_state::working || texts_per_second <= 0 || texts_left == 0) return std::nullopt;
    return static_cast<std::int64_t>(static_cast<double>(texts_left) / texts_per_second) + 1;
  }
};

constexpr auto fields_of(const embedding_progress*) {
  return record<embedding_progress>(field_list{
      field("state", &embedding_progress::state, "`waiting`: it failed, and is tried again by itself"),
      field("notes_left", &embedding_progress::notes_left,
            "That the model has not read yet: they are found by their words only, or as `approximation` says"),
      field("approximation", &embedding_progress::approximation,
            "`in_use`: all notes are found by a first approximation of what they mean, until the model has read most"),
      field("texts_done", &embedding_progress::texts_done, "About: texts that have a vector"),
      field("texts_left", &embedding_progress::texts_left, "About"),
      field("texts_per_second", &embedding_progress::texts_per_second,
            "Lately; 0: not known yet, or nothing is being done"),
      computed(
          "seconds_left", [](const embedding_progress& now) { return now.seconds_left(); },
          "About; null: not known, or nothing is being done"),
      field("silent_seconds", &embedding_progress::silent_seconds,
            "For so long the model has not answered; null: it answers in time, or is not asked"),
      field("languages_unknown", &embedding_progress::languages_unknown,
            "To the model, that many notes are in, such as `de, ru`; empty: there are none"),
      field("texts_embedded", &embedding_progress::texts_embedded, "By the model, since the service started"),
      field("refused", &embedding_progress::refused, "Notes with a text that the model does not take"),
      internal(&embedding_progress::asked_at),
  });
}

/// What a search by meaning looks at.
struct vectors_in_memory {
  std::size_t vectors = 0;
  std::size_t bytes = 0;
  std::optional<int> being_loaded;  // in percent; nothing once they are there
};

/// Holds the embedder up until it is told to go on, also over a restart of the service. What has been embedded is found
/// meanwhile. Durable when answered.
struct pause_embedding {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  bool paused = false;
};

constexpr auto fields_of(const pause_embedding*) {
  return record<pause_embedding>(field_list{
      field("paused", &pause_embedding::paused, "false: it goes on"),
  });
}

/// Asks the embedder to look for chunks without a vector. Answered at once; the embedding follows behind.
struct embed_notes {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::optional<std::vector<std::string>> changed = {};  // only these notes; nothing: all of them
};

}  // namespace secondbrain
