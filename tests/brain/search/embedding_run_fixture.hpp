// Embedding over a real index and a real store of vectors.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "brain/search/embedding_run.hpp"
#include "stores/vectors/vector_store.hpp"
#include "tests/brain/search/axis_embedder.hpp"
#include "tests/brain/search/small_index.hpp"

namespace secondbrain::search {

/// A passage without headings: its text is all that is embedded. As in an index, its id goes with its text.
inline indexed_note plain_note(const std::string& path, const std::string& text) {
  auto note = make_note(path, "", {text});
  note.chunks.front().heading_path.clear();
  note.chunks.front().id += '-' + sha1_hex(text);
  return note;
}

class embedding_run_fixture : public testing::Test {
 protected:
  /// Until it is done, or fails.
  status run(embedder& model, std::optional<std::vector<std::string>> changed = std::nullopt) {
    embedding_run embedding{model, access(), memory_};
    auto outcome = embedding.begin(folder_ / "lexical.db", std::move(changed));
    while (outcome && !embedding.done()) outcome = embedding.advance();
    return outcome;
  }
  status run() { return run(model_); }
  status run_for(std::vector<std::string> changed) { return run(model_, std::move(changed)); }

  vector_access access() {
    vector_access to_store;
    to_store.list = [this](const list_embedded_chunks& request) {
      ++listed_;
      return store_.embedded(request.behind_note, request.enough);
    };
    to_store.missing = [this](const std::vector<std::string>& hashes) { return store_.missing(hashes); };
    to_store.write = [this](const write_vectors& request) {
      return store_.write(request).map([](const stores::vector_changes&) {});
    };
    to_store.remove = [this](const std::vector<std::string>& notes) { return store_.remove(notes); };
    to_store.clear = [this] { return store_.clear(); };
    to_store.compact = [this]() -> status {
      ++compacted_;
      return {};
    };
    return to_store;
  }

  std::vector<std::string> embedded_notes() {
    std::vector<std::string> notes;
    const auto embedded = store_.embedded("", 100'000).value();
    for (const auto& key : embedded.page.chunks) notes.push_back(key.note_path);
    return notes;
  }

  temporary_directory folder_;
  small_index index_{folder_ / "lexical.db"};
  stores::vector_store store_ = stores::vector_store::open(folder_ / "vectors.db").value();
  axis_embedder model_;
  embedding_memory memory_;
  int compacted_ = 0;
  int listed_ = 0;  // pages
};

}  // namespace secondbrain::search
