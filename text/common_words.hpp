// Words too common to look for: the stop words of a language and other everyday ones.
//
// The others stand apart: which language a text is in is told by the stop words alone, and languages of which the
// script tells have none. English has no others. Pure and thread-safe; nothing fails.
#pragma once

#include <string_view>

namespace secondbrain::text {

/// Whether the folded word is one of that language's (ISO 639-1).
bool is_common_word(std::string_view folded, std::string_view language);

/// Whether it is one of any language.
bool is_common_anywhere(std::string_view folded);

/// Whether a common word of another language is a word, a name or an abbreviation in English, too, as "die" and "war"
/// are: by itself it does not tell that something is not English. In lower case, with its diacritics: "für" is none.
bool is_english_too(std::string_view lower_case);

}  // namespace secondbrain::text
