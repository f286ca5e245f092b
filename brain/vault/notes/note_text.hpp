// What the bytes of a note say, whatever they were saved as: UTF-8, UTF-16, or an encoding of before these.
//
// For reading only: the file stays as it is. Pure; thread-safe; cannot fail.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "text/charset_guess.hpp"

namespace secondbrain::vault {

struct note_text {
  std::string text;          // UTF-8, with `\n` line ends
  std::string warning;       // a sentence that says what is odd and what to do; empty when all is well
  std::string charset = {};  // of before UTF-8, which it is saved in; empty: in none
};

/// Bytes that are no UTF-8 are read as what their letters tell, where next to nothing is UTF-8
/// (text/charset_guess.hpp); else as Windows-1252, where nothing is. Within UTF-8 they are damage, and become U+FFFD.
note_text read_note_text(std::string_view bytes);

/// The same with the line ends and other signs that it has, for whoever edits it; nullopt: it is UTF-8, damaged at
/// most, or UTF-16.
std::optional<text::decoded_text> text_of_before_utf8(std::string_view bytes);

/// What stands beyond ASCII.
struct beyond_ascii {
  std::size_t in_utf8 = 0;  // code points
  std::size_t others = 0;   // bytes
};

beyond_ascii count_beyond_ascii(std::string_view bytes) noexcept;

}  // namespace secondbrain::vault
