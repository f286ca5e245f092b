#include "base/control_characters.hpp"

namespace secondbrain {

std::string with_controls_escaped(std::string_view text, std::string_view prefix) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto value = static_cast<unsigned char>(c);
    const bool second_set = value >= 0x80 && value < 0xA0 && out.ends_with('\xC2');  // U+0080 to U+009F
    const bool control = (value < 0x20 && c != '\t' && c != '\n') || value == 0x7F || second_set;
    if (second_set) out.pop_back();
    if (control)
      out.append(prefix).append(1, digits[value >> 4U]).append(1, digits[value & 0xFU]);
    else
      out += c;
  }
  return out;
}

}  // namespace secondbrain
