// Answers a search: finds passages by their words and, with an embedder, by their meaning, and gathers them by note.
//
// Owned by one thread. Opens the index on first use and again when its file was replaced. An index that does not exist
// yet is an empty answer that says so; when vectors are missing, of another model, or the embedder fails, the answer is
// by words alone and says so. Fails with what lexical_reader fails with.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "brain/search/embedder.hpp"
#include "brain/search/query.hpp"
#include "messages/result.hpp"
#include "messages/search.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/vector_index.hpp"

namespace secondbrain::search {

inline constexpr int search_candidates = 200;  // passages looked at when there are words only
inline constexpr int passages_per_note = 3;

/// What it takes to search by meaning.
struct meaning_source {
  std::shared_ptr<embedder> model;
  std::shared_ptr<const stores::vector_index> vectors;
};

class search_engine {
 public:
  explicit search_engine(std::filesystem::path lexical_file, std::optional<meaning_source> meaning = std::nullopt);

  result<search_answer> search(const search_notes& asked);

 private:
  std::filesystem::path lexical_file_;
  std::optional<meaning_source> meaning_;
  std::optional<stores::lexical_reader> reader_;
};

}  // namespace secondbrain::search
