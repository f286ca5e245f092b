// Which bytes are ASCII, and which of them are digits and letters. Unlike those of <cctype> they know no locale and
// take any `char`.
//
// Pure; any thread; cannot fail.
#pragma once

#include <algorithm>
#include <string_view>

namespace secondbrain {

constexpr bool is_ascii(char byte) noexcept {
  return static_cast<unsigned char>(byte) < 0x80;
}

constexpr bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char byte) { return is_ascii(byte); });
}

constexpr bool is_ascii_digit(char byte) noexcept {
  return byte >= '0' && byte <= '9';
}

constexpr bool is_ascii_letter(char byte) noexcept {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

}  // namespace secondbrain
