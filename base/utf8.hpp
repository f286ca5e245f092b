// UTF-8 text by code points. Positions and sizes are bytes unless a name says code points.
//
// Thread-safe. Nothing here fails: a byte that belongs to no code point reads as U+FFFD, one byte long.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace secondbrain {

inline constexpr char32_t replacement_character = 0xFFFD;

struct code_point {
  char32_t value = replacement_character;
  std::size_t length = 1;  // bytes
  bool valid = false;
};

/// The code point that begins at `at`, which must be inside the text.
code_point code_point_at(std::string_view text, std::size_t at) noexcept;

/// Whether the byte continues a code point, so that none begins with it.
bool is_continuation(char byte) noexcept;

bool is_valid_utf8(std::string_view text) noexcept;

std::size_t count_code_points(std::string_view text) noexcept;

/// The beginning of the text, of at most `count` code points.
std::string_view first_code_points(std::string_view text, std::size_t count) noexcept;

/// The code point must be one that Unicode has (RFC 3629 §3).
void append_utf8(std::string& text, char32_t value);

/// The text with every byte that belongs to no code point replaced by U+FFFD, so that it may stand in JSON.
std::string repaired_utf8(std::string_view text);

/// What a text file says: a byte order mark is skipped, line ends become `\n`, NUL and bytes that are not UTF-8
/// become U+FFFD.
std::string decode_text(std::string_view bytes);

}  // namespace secondbrain
