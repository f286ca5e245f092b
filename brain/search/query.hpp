// What a person typed into the search box, read as words to look for.
//
//   memory "daily note" plann     memory or plann…, in passages that contain the phrase
//
// - A passage matches when it contains any of the words; the more and the rarer, the better.
// - "Quoted phrases" must occur. A quote that is never closed is ignored.
// - Common words are dropped, unless nothing else remains.
// - Joined pieces with a digit stay together (2026-01-15, v1.2); others are words of their own (high-speed).
// - What is written without spaces is looked for as a whole and by its parts: the words that a dictionary finds in it,
//   in Korean each two syllables.
// - A last word that is not followed by anything may be unfinished; see `lexical_terms::unfinished`.
//
// Safe on any input: nothing of it reaches FTS5 outside of quotes, and it is bounded to `max_query_words` words.
// Pure and thread-safe; nothing fails: a query without words is an empty one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stores/lexical_query.hpp"

namespace secondbrain::search {

inline constexpr std::size_t max_query_words = 64;
inline constexpr std::size_t max_query_bytes = 8192;
inline constexpr std::size_t min_prefix_code_points = 2;

/// One thing to highlight: words that follow each other.
struct query_term {
  enum class ending { exact, open };

  std::vector<std::string> words;  // at least one, as typed (text/words.hpp)
  ending last = ending::exact;     // open: the last word may go on
};

struct parsed_query {
  stores::lexical_terms lookup;    // for the full text; empty when there is nothing to look for
  std::vector<query_term> terms;   // to highlight
  std::vector<std::string> words;  // the terms as typed, to show
};

/// What quotation marks are for.
enum class quoting {
  phrases,      // in a query: what stands between them must occur
  punctuation,  // in a question or a note: nothing
};

parsed_query parse_query(std::string_view query, quoting marks = quoting::phrases);

}  // namespace secondbrain::search
