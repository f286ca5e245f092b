// Fills a first approximation from the index: all notes once, and then those that are named, as they were saved.
//
// Owned by one thread, which it blocks for a slice of some hundred milliseconds. What it holds already costs a look at
// its name. Bounded: what is beyond `most_passages` is found when the model has read it. Fails with what the index
// fails with, with not_found while there is none, and with what the model fails with.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "brain/llm/embedder.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/vectors/memory_vectors.hpp"

namespace secondbrain::search {

class approximation_run {
 public:
  static constexpr std::size_t most_passages = 400'000;  // some 150 MB

  /// The model and the vectors outlive it.
  approximation_run(embedder& model, stores::memory_vectors& vectors, std::filesystem::path lexical_file,
                    std::size_t most = most_passages)
      : model_{model}, vectors_{vectors}, lexical_file_{std::move(lexical_file)}, most_{most} {}

  void look_at_all();

  /// These come first.
  void look_at(const std::vector<std::string>& notes);

  /// How often a note was named since all were looked at.
  std::size_t notes_looked_at_again() const { return looked_at_again_; }

  /// There is nothing more to look at.
  bool done() const { return !is_walking_ && named_.empty(); }

  status advance();

 private:
  status open();
  result<std::vector<std::string>> next_notes();
  status gather(const std::string& note, std::vector<std::string>& ids, std::vector<std::string>& texts);

  embedder& model_;
  stores::memory_vectors& vectors_;
  std::filesystem::path lexical_file_;
  std::size_t most_;
  std::optional<stores::lexical_reader> reader_;  // while there is something to do
  std::deque<std::string> named_;                 // notes
  std::size_t looked_at_again_ = 0;
  bool is_walking_ = false;
  std::string behind_;  // the note that was looked at last
};

}  // namespace secondbrain::search
