// What the bytes of a note say, whatever they were saved as: UTF-8, UTF-16, or an encoding of one byte a letter.
//
// For reading only: the file stays as it is. Pure; thread-safe; cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::vault {

struct note_text {
  std::string text;     // UTF-8, with `\n` line ends
  std::string warning;  // a sentence that says what is odd and what to do; empty when all is well
};

/// Bytes that are no UTF-8 are read as Windows-1252 where nothing else beyond ASCII is there, as in notes of old
/// programs; within UTF-8 they are damage, and become U+FFFD.
note_text read_note_text(std::string_view bytes);

}  // namespace secondbrain::vault
