// What was found, as an answer shows it: the notes of a page with their passages, and what is told of all.
//
// Pure and thread-safe; nothing fails. Notes hold the places of their passages among the candidates.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "brain/search/candidates.hpp"
#include "brain/search/note_ranking.hpp"
#include "brain/search/query.hpp"
#include "brain/search/unknown_words.hpp"
#include "messages/search.hpp"

namespace secondbrain::search {

inline constexpr std::size_t passages_per_note = 3;

std::vector<scored_passage> scored(const std::vector<candidate>& candidates);

/// The notes asked for, with no more passages than are shown.
std::vector<ranked_note> page_of(std::vector<ranked_note> notes, int offset, int limit);

std::vector<note_hit> to_hits(const std::vector<ranked_note>& page, const std::vector<candidate>& candidates,
                              const parsed_query& query);

/// How many notes have words of the query. What a note is called is found by its words, too.
int count_with_words(const std::vector<ranked_note>& notes, const std::vector<candidate>& candidates);

/// That nothing was found is told by whoever shows it; why it may be, is told here.
std::string what_to_tell(const missing_words& missing, const parsed_query& query,
                         const std::vector<ranked_note>& notes);

}  // namespace secondbrain::search
