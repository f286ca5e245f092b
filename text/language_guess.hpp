// Which language a text is in.
//
// Pure; any thread; nothing fails. By the script of its letters, and where several languages share it, by the words
// that everybody needs. Only the beginning is looked at: the time is bounded.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::text {

/// Its code (ISO 639-1); empty when it cannot be told: a few words, or a language that is not known here.
std::string_view guess_language(std::string_view text);

/// The code that somebody wrote down, as "de" of "de", "de-AT", "DE_at"; empty for what is no such code.
std::string language_code(std::string_view written);

}  // namespace secondbrain::text
