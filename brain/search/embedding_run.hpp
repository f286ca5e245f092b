// Brings the vectors in step with the index: embeds what has none yet, forgets what is gone.
//
// Owned by one thread, which it blocks for a call of the model at a time. It may be left at any moment: what has been
// stored stays, and the next run goes on from there. Nothing unchanged is embedded twice: a text that moved, or that
// occurs in several notes, has its vector already. An empty text is not offered to the model, and one that it refuses
// is left out and named; the others get their vectors.
// Fails with what the index, the model and the store of the vectors fail with.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "brain/llm/embedder.hpp"
#include "brain/search/call_size.hpp"
#include "brain/search/left_out_chunks.hpp"
#include "brain/search/stock_taking.hpp"
#include "messages/vectors.hpp"
#include "stores/lexical_reader.hpp"

namespace secondbrain::search {

/// What a run asks of the store of the vectors; each call blocks until it is answered.
struct vector_access {
  std::function<result<embedded_chunks>(list_embedded_chunks)> list;
  std::function<result<std::vector<std::string>>(std::vector<std::string> text_hashes)> missing;
  std::function<status(write_vectors)> write;
  std::function<status(std::vector<std::string> note_paths)> remove;
  std::function<status()> clear;
  std::function<status()> compact;
};

class embedding_run {
 public:
  /// The model, the clock and `left_out`, which is kept from run to run, outlive the run.
  embedding_run(embedder& model, vector_access vectors, left_out_chunks& left_out, const clock& time = real_clock());

  /// Vectors of another model are all forgotten: those of two are never compared. Then it is about the notes that are
  /// named, as they have changed, or about all: what there is to do is found out by comparing the index with the
  /// vectors. not_found: there is no index yet, or it is about to be rebuilt.
  status begin(const std::filesystem::path& lexical_file,
               std::optional<std::vector<std::string>> changed = std::nullopt);

  /// Goes on with a page of the comparison, or with a call of the model, and a second short one when the first fails.
  status advance();

  /// Everything is embedded, and to be found.
  bool done() const { return !reader_.has_value(); }

  /// It is still found out what there is to do.
  bool is_comparing() const { return stock_.has_value(); }

  /// Texts that the model has embedded so far.
  std::size_t texts_embedded() const { return texts_embedded_; }

  /// Notes that are found by their words only.
  std::size_t notes_left() const { return notes_.size() + at_hand_.size(); }

 private:
  struct text {
    std::string hash;
    std::string content;
  };

  void take_stock();
  status compare();
  status gather();
  void offer(const chunk& piece, std::string content, std::vector<std::string>& hashes);
  status embed();
  status offer_less(std::size_t offered, const error& why);
  void leave_out_first(const std::string& why);
  status link();
  status finish();

  embedder& model_;
  vector_access vectors_;
  left_out_chunks& left_out_;
  std::optional<stores::lexical_reader> reader_;           // while there is something to do
  std::optional<stock_taking> stock_;                      // while all are compared
  std::deque<std::string> notes_;                          // not looked at yet
  std::deque<text> texts_;                                 // of the notes at hand, without a vector
  std::vector<vector_link> links_;                         // of the notes at hand
  std::vector<std::string> at_hand_;                       // notes that were taken from these
  std::unordered_map<std::string, std::string> contents_;  // of the notes at hand, by hash
  const clock& time_;
  call_size texts_in_call_;
  std::size_t texts_embedded_ = 0;
  bool changed_ = false;
};

}  // namespace secondbrain::search
