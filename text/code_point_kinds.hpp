// What part a code point plays in a word.
//
// Thread-safe; nothing here fails. What ICU says of a code point is asked once and kept, 256 neighbours at a time.
// Source: Unicode 15 (general categories, scripts, UTS #51 for emoji) by way of ICU.
#pragma once

#include <cstdint>

namespace secondbrain::text {

enum class code_point_kind : std::uint8_t {
  separator,           // white space, punctuation, symbols
  letter,              // begins and continues a word; digits and numbers too
  mark,                // continues a word: an accent, a vowel sign
  ignored,             // cannot be seen: a soft hyphen, a zero-width space, a variation selector
  unspaced,            // of a script whose words are not told apart by spaces
  emoji,               // a picture
  pictograph,          // a picture only when a variation selector asks for one
  emoji_modifier,      // a skin colour
  regional_indicator,  // two of them are a flag
};

code_point_kind kind_of(char32_t value);

}  // namespace secondbrain::text
