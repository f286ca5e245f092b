#include "brain/vault/writing/single_line.hpp"

#include <cstddef>
#include <string>

#include "base/utf8.hpp"

namespace secondbrain::vault {
namespace {

constexpr char32_t line_separator = 0x2028;
constexpr char32_t paragraph_separator = 0x2029;

bool is_single_line(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const auto letter = code_point_at(text, at);
    const bool is_control = letter.value < 0x20 || (letter.value >= 0x7F && letter.value < 0xA0);
    if (is_control || letter.value == line_separator || letter.value == paragraph_separator) return false;
    at += letter.length;
  }
  return true;
}

}  // namespace

status check_single_line(std::string_view what, std::string_view text) {
  if (is_single_line(text)) return {};
  return fail(errc::invalid_argument,
              std::string{what} +
                  " must be a single line of text; take line breaks, tabs and other control characters out of it.");
}

}  // namespace secondbrain::vault
