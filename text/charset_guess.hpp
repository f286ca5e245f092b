// Text that was saved in an encoding of before UTF-8, told by its letters: Cyrillic, Greek, Hebrew, Arabic, Chinese,
// Japanese, Korean, and the Latin ones of Central Europe and Turkey.
//
// Pure; any thread; nothing fails. Windows-1252 is what remains, and Western texts are left to it: a guess has to be
// better than that, as the same bytes are letters in each of these encodings. Ten signs of Chinese or fewer are not
// told. ICU knows how often letters follow each other in which language; what it says of few letters is not believed
// where a Western text may look the same. A few words of Japanese or Cyrillic are told by how they are written
// (script_evidence.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::text {

struct decoded_text {
  std::string text;  // UTF-8
  std::string charset;
  std::string converter;          // the name of it, or of its superset that programs wrote, in ICU
  bool has_wide_letters = false;  // of several bytes each
};

/// nullopt: it is Western, as far as can be told. The bytes are not UTF-8. Time: linear in what is decoded; only the
/// beginning is looked at to tell the encoding.
std::optional<decoded_text> decoded_as_guessed(std::string_view bytes);

/// The stretches of the bytes that are letters beyond ASCII, one for each such stretch of the text that the converter
/// makes of them, in their order. Empty where the converter fails, too. Time: linear.
std::vector<std::string_view> stretches_beyond_ascii(std::string_view bytes, const std::string& converter);

}  // namespace secondbrain::text
