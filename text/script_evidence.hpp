// Whether a text that was decoded by guess reads as people write: a few words tell it where how often letters follow
// each other does not.
//
// Pure; any thread; nothing fails. Time: linear in the text, which is UTF-8. Lists of accented letters (`éèê àâä`) are
// what is told apart from words: in most encodings of before UTF-8 they would be letters of another script.
#pragma once

#include <cstddef>
#include <string_view>

namespace secondbrain::text {

struct cyrillic_words {
  std::size_t letters = 0;        // Cyrillic ones in all
  std::size_t in_words = 0;       // of words that are written as words are: with vowels, and in one case
  std::size_t in_long_words = 0;  // of four letters and more
  std::size_t in_capitals = 0;    // of words in capitals
  bool has_letter_twice = false;  // such a word has one of its letters twice, as no list of letters has
};

cyrillic_words count_cyrillic_words(std::string_view text);

/// Nearly all words are Cyrillic, and there are a few.
bool reads_as_cyrillic(std::string_view text);

/// Kana and ideographs side by side, some of each kind or kana alone, and nothing else beyond ASCII but signs.
bool reads_as_japanese(std::string_view text);

/// Nearly all letters beyond ASCII are of the alphabet of this language of Central Europe, or of Turkish; or else of
/// the Polish one, which few words are enough for.
bool has_letters_of(std::string_view language, std::string_view text);

}  // namespace secondbrain::text
