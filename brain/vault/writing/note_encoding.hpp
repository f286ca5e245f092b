// Whether a note is saved in a way that lets UTF-8 be written into it.
//
// Single bytes that are no UTF-8 stay as they are beside what is written. A text in UTF-16 or UTF-32 would not be one
// any more, and one in an encoding of before, such as Latin-1, would be read as damaged UTF-8 once a letter of UTF-8
// stands in it: its own words would not be found any more. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain::vault {

/// errc::conflict, with a sentence that names the file and the encoding; NUL bytes count as one of those two.
status check_encoding(std::string_view path, std::string_view bytes);

/// Whether what is added leaves the note in one encoding. errc::conflict.
status check_addition(std::string_view path, std::string_view before, std::string_view after);

/// errc::conflict: what it takes cannot be written in the encoding it is saved in, which may not be known.
failed refuse_letters(std::string_view path, const std::string& charset);

/// For a move out of it: that it is in none of before UTF-8, as what it says would be a guess. errc::conflict.
status check_charset(std::string_view path, std::string_view bytes);

/// For texts that are rewritten as a whole, where not even a single byte may be anything else. errc::conflict.
status check_utf8(std::string_view path, std::string_view bytes);

}  // namespace secondbrain::vault
