// Which bytes are digits and letters of ASCII. Unlike those of <cctype> they know no locale and take any `char`.
//
// Pure; any thread; cannot fail.
#pragma once

namespace secondbrain {

constexpr bool is_ascii_digit(char byte) noexcept {
  return byte >= '0' && byte <= '9';
}

constexpr bool is_ascii_letter(char byte) noexcept {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

}  // namespace secondbrain
