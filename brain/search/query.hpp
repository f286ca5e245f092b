// What a person typed into the search box, read as words to look for.
//
//   memory "daily note" plann     memory or plann…, in passages that contain the phrase
//
// - A passage matches when it contains any of the words; the more and the rarer, the better.
// - "Quoted phrases" must occur, in whatever marks (quotation_marks.hpp). A quote that is never closed is ignored. In a
//   question, they are punctuation where they are too long to be looked for.
// - Common words are dropped, unless nothing else remains (common_words.hpp).
// - Joined pieces with a digit stay together (2026-01-15, v1.2); others are words of their own (high-speed).
// - What is written without spaces is looked for as a whole and by its parts: the words that a dictionary finds in it,
//   in Korean each two syllables.
// - `tag:`, `path:`, `folder:`, `file:`, `prop:`, `date:`, `has:task` say which notes to look in, `-word` in which not;
//   `OR` makes one of several enough (query_segments.hpp). Without words, these notes are what is found.
// - A word alone is looked for, with a minus sign or without: people paste options of commands.
// - A last word that is not followed by anything may be unfinished; see `lexical_terms::unfinished`.
//
// Safe on any input: nothing of it reaches FTS5 outside of quotes, and it is bounded. What is beyond the bounds and
// would have made fewer notes count refuses the query; words beyond, which would have found more, are counted. Pure and
// thread-safe; nothing fails: a query without words is an empty one.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stores/lexical_query.hpp"
#include "stores/note_conditions.hpp"

namespace secondbrain::search {

inline constexpr std::size_t max_query_words = 64;
inline constexpr std::size_t max_phrase_words = 256;     // of all phrases that must occur
inline constexpr std::size_t max_query_bytes = 32'000;   // 8,000 characters, the most that are taken
inline constexpr std::size_t max_text_bytes = 8192;      // of a question or a note
inline constexpr std::size_t max_query_conditions = 64;  // each filter, phrase or word of an `OR` counts
inline constexpr std::size_t min_prefix_code_points = 2;

/// One thing to highlight: words that follow each other.
struct query_term {
  enum class ending { exact, open };

  std::vector<std::string> words;  // at least one, as typed (text/words.hpp)
  ending last = ending::exact;     // open: the last word may go on
};

struct parsed_query {
  stores::lexical_terms lookup;      // for the full text; empty when there is nothing to look for
  std::vector<query_term> terms;     // to highlight
  std::vector<std::string> words;    // the terms as typed, to show
  std::vector<std::string> phrases;  // of these, what must occur
  stores::note_conditions conditions;
  bool with_the_rest = false;  // a filter alone is enough: notes without any of the words come last
  std::string question;        // what it asks without its conditions, to look for by meaning
  std::map<std::size_t, std::string> single_words;  // as typed, by their place among what is wanted
  std::string remark;                               // a sentence on how it was understood; empty: as anybody expects
  std::string refusal;                 // a sentence: it asks for more than can be looked for, and is not to be answered
  std::vector<std::string> languages;  // that it may be in (common_words.hpp)
  std::vector<std::string> note_languages;  // that the notes are in beside English
  std::size_t words_left_out = 0;           // beyond `max_query_words`
  bool is_prose = false;  // a question or a note: what it says beside what is known need not be a slip
};

/// What quotation marks are for.
enum class quoting {
  phrases,        // in a query: what stands between them must occur; filters and `OR` are understood, too
  phrases_alone,  // in a question: the same, and all else is words
  punctuation,    // in a note: nothing
};

/// `note_languages`: that the notes are in beside English; they tell what is common in a few words (common_words.hpp).
parsed_query parse_query(std::string_view query, quoting marks = quoting::phrases,
                         std::span<const std::string> note_languages = {});

/// What to tell whoever typed more of them.
std::string words_left_out_in_words();

/// Has these words looked for instead of a single one that no note has.
void look_for_instead(parsed_query& query, std::size_t wanted, const std::vector<std::string>& words);

}  // namespace secondbrain::search
