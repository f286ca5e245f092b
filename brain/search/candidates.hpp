// The passages that may answer a query, best first: by words alone, or by words and meaning.
//
// Owned by the thread that owns the reader. Fails with what lexical_reader and vector_search fail with.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/search/query.hpp"
#include "messages/indexed_note.hpp"
#include "messages/search.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::search {

inline constexpr int lexical_only_candidates = 200;

// Where fewer notes than these have all of them, more passages are looked at.
inline constexpr std::size_t enough_notes = 50;
inline constexpr int most_candidates = 3200;

// BM25 column weights. Chosen by nDCG@10 over two judged collections; flat around these values.
inline constexpr double title_weight = 4;
inline constexpr double heading_weight = 2;
inline constexpr double text_weight = 1;
inline constexpr double name_weight = 4;
inline constexpr double tag_weight = 2;
inline constexpr double place_weight = 1;

struct candidate {
  std::string note_path;  // empty when the passage has gone meanwhile
  score_parts score;
  std::int64_t rowid = 0;
  std::optional<chunk> piece;  // read only when it was needed to rank
};

/// Found by their words, best first.
struct matched_passages {
  std::vector<stores::lexical_match> matches;
  std::vector<chunk_key> keys;  // of these; empty ones where a passage has gone meanwhile
};

/// Without a folder, every note is below it.
bool is_below_folder(std::string_view note_path, std::string_view folder);

/// The best `lexical_only_candidates` by their words.
result<matched_passages> match_words(stores::lexical_reader& reader, const parsed_query& query,
                                     const std::string& folder);

/// The same, and as many more as it takes to have some of `enough_notes`, where a few notes have all the best.
result<matched_passages> match_words_of_many_notes(stores::lexical_reader& reader, const parsed_query& query,
                                                   const std::string& folder);

/// A passage's score is its BM25.
std::vector<candidate> rank_words(matched_passages found);

/// The two rankings fused (contract: retrieval §2); a passage's score is the fused one. What is near counts where the
/// note is below the folder and meets the conditions of the reader's last search.
result<std::vector<candidate>> rank_words_and_vectors(stores::lexical_reader& reader,
                                                      const std::vector<stores::lexical_match>& matches,
                                                      const std::vector<similar_chunk>& nearest,
                                                      const std::string& folder);

}  // namespace secondbrain::search
