// The whole way from the bytes of notes to the hits of a search.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "brain/search/engine.hpp"
#include "brain/vault/notes/chunker.hpp"
#include "brain/vault/notes/note.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/brain/search/small_index.hpp"

namespace secondbrain::search {

class note_search : public ::testing::Test {
 protected:
  void write(const std::vector<std::pair<std::string, std::string>>& notes) {
    std::vector<indexed_note> indexed;
    indexed.reserve(notes.size());
    for (const auto& [path, bytes] : notes)
      indexed.push_back({path, vault::chunk_note(vault::parse_note(path, bytes))});
    index_.write(indexed);
  }

  search_answer answer(const std::string& query) {
    search_notes request;
    request.query = query;
    request.limit = 50;
    auto answered = engine_.search(request);
    EXPECT_TRUE(answered) << answered.error().message;
    return answered.value_or(search_answer{});
  }

  std::vector<std::string> paths(const std::string& query) {
    const auto answered = answer(query);
    std::vector<std::string> found;
    found.reserve(answered.hits.size());
    for (const auto& hit : answered.hits) found.push_back(hit.note_path);
    return found;
  }

  std::string first(const std::string& query) {
    const auto found = paths(query);
    return found.empty() ? "nothing" : found.front();
  }

  void expect_first(const std::string& path, const std::vector<std::string>& queries) {
    for (const auto& query : queries) EXPECT_EQ(first(query), path) << query;
  }

  temporary_directory folder_;
  small_index index_{folder_ / "lexical.db"};
  search_engine engine_{folder_ / "lexical.db"};
};

}  // namespace secondbrain::search
