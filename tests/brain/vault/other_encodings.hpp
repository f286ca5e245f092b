// Notes as other programs save them: texts in encodings that are not UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

enum class byte_order : std::uint8_t { little, big };

/// An ASCII text, each character in `width` bytes.
inline std::string wide_text(std::string_view text, std::size_t width, byte_order order) {
  std::string bytes;
  for (char letter : text) {
    std::string zeros(width - 1, '\0');
    bytes += order == byte_order::little ? letter + zeros : zeros + letter;
  }
  return bytes;
}

struct encoded_note {
  std::string encoding;
  std::string bytes;
};

/// The same text in every encoding in which UTF-8 may not stand behind it.
inline std::vector<encoded_note> unwritable_notes(std::string_view text) {
  using namespace std::string_literals;
  return {{"UTF-16", "\xFF\xFE"s + wide_text(text, 2, byte_order::little)},
          {"UTF-16", "\xFE\xFF"s + wide_text(text, 2, byte_order::big)},
          {"UTF-16", wide_text(text, 2, byte_order::little)},
          {"UTF-16", wide_text(text, 2, byte_order::big)},
          {"UTF-16", "\xFF\xFE"s},
          {"UTF-32", "\xFF\xFE\0\0"s + wide_text(text, 4, byte_order::little)},
          {"UTF-32", "\0\0\xFE\xFF"s + wide_text(text, 4, byte_order::big)},
          {"NUL", wide_text(text, 4, byte_order::big)},
          {"NUL", std::string{text} + "\0"s},
          {"UTF-16", "\xFF\xFE"s + wide_text(text, 2, byte_order::little) + "- [ ] written behind it\n"}};
}

}  // namespace secondbrain::vault
