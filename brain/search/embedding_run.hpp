// Brings the vectors in step with the index: embeds what has none yet, forgets what is gone (architecture: §4).
//
// Owned by one thread, which it blocks for a call of the model at a time. It may be left at any moment: what has been
// stored stays, and the next run goes on from there. Nothing unchanged is embedded twice: a text that moved, or that
// occurs in several notes, has its vector already.
// Fails with what the index, the model and the store of the vectors fail with.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "brain/search/embedder.hpp"
#include "messages/vectors.hpp"
#include "stores/lexical_reader.hpp"

namespace secondbrain::search {

/// What a run asks of the store of the vectors; each call blocks until it is answered.
struct vector_access {
  std::function<result<embedded_chunks>()> list;
  std::function<result<std::vector<std::string>>(std::vector<std::string> text_hashes)> missing;
  std::function<status(write_vectors)> write;
  std::function<status(std::vector<std::string> note_paths)> remove;
  std::function<status()> clear;
  std::function<status()> publish;
};

class embedding_run {
 public:
  /// The model outlives the run.
  embedding_run(embedder& model, vector_access vectors) : model_{model}, vectors_{std::move(vectors)} {}

  /// Finds out what there is to do, and forgets what is gone. Vectors of another model are all forgotten: those of two
  /// are never compared. not_found: there is no index yet, or it is about to be rebuilt.
  status begin(const std::filesystem::path& lexical_file);

  /// Goes on with a call of the model at most.
  status advance();

  /// Everything is embedded, and to be found.
  bool done() const { return !reader_.has_value(); }

  /// Notes that are found by their words only.
  std::size_t notes_left() const { return notes_.size() + notes_at_hand_; }

 private:
  struct text {
    std::string hash;
    std::string content;
  };

  status gather();
  status embed();
  status link();
  status finish();
  status publish_now_and_then();

  embedder& model_;
  vector_access vectors_;
  std::optional<stores::lexical_reader> reader_;  // while there is something to do
  std::deque<std::string> notes_;                 // not looked at yet
  std::deque<text> texts_;                        // of the notes at hand, without a vector
  std::vector<vector_link> links_;                // of the notes at hand
  std::size_t notes_at_hand_ = 0;
  bool changed_ = false;
  std::chrono::steady_clock::time_point published_at_ = std::chrono::steady_clock::now();
};

}  // namespace secondbrain::search
