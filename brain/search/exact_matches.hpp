// Notes that are called exactly what was typed come first, whatever words and meaning say: by the name of their file,
// then by an alias, their title, a tag, a heading. BM25 alone prefers a note that says the same words more often.
//
// Owned by the thread that owns the reader. All names are looked up in an index of their own, so that a note is found
// by them however many others say the same words; headings are those of the best passages. Fails with what the reader
// fails with.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/search/candidates.hpp"
#include "brain/search/note_ranking.hpp"
#include "stores/lexical_reader.hpp"

namespace secondbrain::search {

/// Of more notes that are called the same, the others stand where words and meaning put them.
inline constexpr std::size_t most_notes_of_a_name = 1000;
/// So many of them are shown although no passage of theirs is among the candidates.
inline constexpr std::size_t most_added_notes = 50;
/// Of so many of the best passages the headings are looked at.
inline constexpr std::size_t passages_with_headings = 100;

struct typed_name {
  std::string_view text;     // as typed, without filters
  std::string_view folder;   // only notes below it
  bool is_narrowed = false;  // only notes that meet the conditions of the reader's last search
};

/// `notes` are ranked from `candidates`. The score of those that come first is raised, so that it goes on to tell the
/// order, and they say why.
status put_exact_matches_first(stores::lexical_reader& reader, const typed_name& typed,
                               std::vector<candidate>& candidates, std::vector<ranked_note>& notes);

}  // namespace secondbrain::search
