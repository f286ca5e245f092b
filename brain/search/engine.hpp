// Answers a search: finds passages by their words and, with an embedder, by their meaning, and gathers them by note.
//
// Owned by one thread. Opens the index on first use, and again when its file was replaced or reading it failed. An
// index that does not exist yet is an empty answer that says so; when vectors are missing or of another model, or the
// embedder fails, the answer is by words alone and says so. Fails with what lexical_reader fails with.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "brain/search/candidates.hpp"
#include "brain/search/embedder.hpp"
#include "brain/search/note_ranking.hpp"
#include "brain/search/query.hpp"
#include "messages/result.hpp"
#include "messages/search.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/vector_index.hpp"

namespace secondbrain::search {

inline constexpr std::size_t passages_per_note = 3;

/// What it takes to search by meaning. Neither may be null.
struct meaning_source {
  std::shared_ptr<embedder> model;
  std::shared_ptr<const stores::vector_index> vectors;
};

class search_engine {
 public:
  explicit search_engine(std::filesystem::path lexical_file, std::optional<meaning_source> meaning = std::nullopt);

  result<search_answer> search(const search_notes& asked);

 private:
  struct embedded_query {
    std::shared_ptr<const stores::vector_matrix> vectors;
    std::vector<float> values;
  };

  status open_reader();
  result<search_answer> search_index(const search_notes& asked);
  result<embedded_query> embed(const std::string& query);
  result<std::vector<candidate>> find(const search_notes& asked, const parsed_query& query, search_answer& answer);
  status load_pieces(const std::vector<ranked_note>& page, std::vector<candidate>& candidates);

  std::filesystem::path lexical_file_;
  std::optional<meaning_source> meaning_;
  std::optional<stores::lexical_reader> reader_;
};

}  // namespace secondbrain::search
