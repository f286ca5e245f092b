// The words and phrases of a query as somebody typed them, before anything is known of what is looked for.
//
// Pure and thread-safe; nothing fails. The views point into the text.
#pragma once

#include <string_view>
#include <vector>

namespace secondbrain::search {

/// Words that follow each other.
using phrase = std::vector<std::string_view>;

/// A word as typed, or several that belong together.
struct typed_term {
  phrase pieces;
  std::vector<phrase> parts = {};  // of a run without spaces, which are looked for as well
  bool is_run = false;
  bool is_quoted = false;
  bool is_required = false;
};

const char* end_of(std::string_view text);

/// From the first of the words to the end of the last one.
std::string_view stretch_of(const phrase& words);

phrase phrase_of(std::string_view text);

/// What stands outside of quotation marks.
void append_loose_terms(std::string_view text, std::vector<typed_term>& terms);

/// A very long phrase is looked for in parts, each of which must occur.
void append_phrase(const phrase& words, bool is_required, std::vector<typed_term>& terms);

/// Of a question: what stands between quotation marks must occur, all else is words.
std::vector<typed_term> phrases_and_words(std::string_view question);

}  // namespace secondbrain::search
