// Brings the vectors in step with the index: embeds what has none yet, forgets what is gone.
//
// Owned by one thread, which it blocks for a call of the model at a time. It may be left at any moment: what has been
// stored stays, and the next run goes on from there. Nothing unchanged is embedded twice: a text that moved, or that
// occurs in several notes, has its vector already. An empty text is not offered to the model, and one that it refuses
// is left out and named; the others get their vectors. Notes that somebody waits for go before all others.
// Fails with what the index, the model and the store of the vectors fail with.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "brain/llm/embedder.hpp"
#include "brain/search/embedding_memory.hpp"
#include "brain/search/stock_taking.hpp"
#include "brain/search/waiting_notes.hpp"
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
  /// The model, the clock and `memory`, which is kept from run to run, outlive the run.
  embedding_run(embedder& model, vector_access vectors, embedding_memory& memory, const clock& time = real_clock());

  /// Vectors of another model are all forgotten: those of two are never compared. Then it is about the notes that are
  /// named, as they have changed, or about all: what there is to do is found out by comparing the index with the
  /// vectors. not_found: there is no index yet, or it is about to be rebuilt.
  status begin(const std::filesystem::path& lexical_file,
               std::optional<std::vector<std::string>> changed = std::nullopt);

  /// Goes on with a page of the comparison, or with a call of the model, and a second short one when the first fails.
  status advance();

  /// These notes, which have changed, come next. Of what was about to be embedded nothing is lost.
  void put_first(std::span<const std::string> notes);

  /// The model is not asked, or is again. Meanwhile what needs none goes on: notes whose texts have their vectors are
  /// found, and how many texts the others lack is known.
  void hold_model(bool is_held);

  /// All that is left needs the model, which is held.
  bool is_held_up() const;

  /// The next step may wait for the model for long.
  bool is_about_to_ask() const { return !stock_ && !texts_.empty() && !is_model_held_; }

  /// Beginning went well: what there is to do is known, or is being found out.
  bool has_begun() const { return has_begun_; }

  /// Everything is embedded, and to be found.
  bool done() const { return !reader_.has_value(); }

  /// It is still found out what there is to do.
  bool is_comparing() const { return stock_.has_value(); }

  /// Texts that the model has embedded so far.
  std::size_t texts_embedded() const { return texts_embedded_; }

  /// Notes that are found by their words only.
  std::size_t notes_left() const { return notes_.size() + at_hand_.size() + aside_.size(); }

  /// Texts that have no vector, about.
  std::size_t texts_left() const {
    return memory_.repeats.expected_of(notes_.texts()) + texts_.size() + aside_.texts();
  }

  /// The last failure was one of the model.
  bool has_model_failed() const { return has_model_failed_; }

 private:
  struct text {
    std::string hash;
    std::string content;
  };

  void take_stock();
  status compare();
  void put_back_what_is_at_hand();
  status look_at_the_index_that_is();
  status gather();
  void offer(const chunk& piece, std::string content, std::vector<std::string>& hashes);
  status embed();
  status write_what_was_embedded();
  status is_model_usable(const error& why);
  status offer_less(std::size_t offered, const error& why);
  void set_aside();
  void leave_out_first(const std::string& why);
  status link();
  status finish();

  embedder& model_;
  vector_access vectors_;
  embedding_memory& memory_;
  std::filesystem::path lexical_file_;
  std::optional<stores::lexical_reader> reader_;           // while there is something to do
  std::optional<stock_taking> stock_;                      // while all are compared
  waiting_notes notes_;                                    // not looked at yet
  std::deque<text> texts_;                                 // of the notes at hand, without a vector
  std::vector<vector_link> links_;                         // of the notes at hand
  std::vector<waiting_note> at_hand_;                      // notes that were taken from these
  waiting_notes aside_;                                    // that lack a vector, while the model is held
  std::unordered_map<std::string, std::string> contents_;  // of the notes at hand, by hash
  const clock& time_;
  std::size_t texts_embedded_ = 0;
  bool has_begun_ = false;
  bool changed_ = false;
  bool has_model_failed_ = false;
  bool is_model_held_ = false;
  bool is_reader_behind_ = false;  // notes have been written since it was opened
};

}  // namespace secondbrain::search
