#include "brain/vault/dialects/script_text.hpp"

#include "base/utf8.hpp"

namespace secondbrain::vault::dialects {
namespace {

constexpr char32_t line_separator = 0x2028;
constexpr char32_t paragraph_separator = 0x2029;

}  // namespace

bool is_script_space(char32_t value) noexcept {
  switch (value) {
    case ' ':
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
    case 0xA0:
    case 0x1680:
    case line_separator:
    case paragraph_separator:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0xFEFF: return true;
    default: return value >= 0x2000 && value <= 0x200A;
  }
}

std::size_t space_at_begin(std::string_view text) noexcept {
  if (text.empty()) return 0;
  auto first = code_point_at(text, 0);
  return first.valid && is_script_space(first.value) ? first.length : 0;
}

std::size_t space_at_end(std::string_view text) noexcept {
  constexpr std::size_t longest = 3;
  for (std::size_t length = 1; length <= longest && length <= text.size(); ++length) {
    auto begin = text.size() - length;
    if (is_continuation(text[begin])) continue;
    return space_at_begin(text.substr(begin)) == length ? length : 0;
  }
  return 0;
}

std::string_view script_trimmed(std::string_view text) noexcept {
  while (auto length = space_at_begin(text)) text.remove_prefix(length);
  while (auto length = space_at_end(text)) text.remove_suffix(length);
  return text;
}

std::size_t end_of_script_line(std::string_view text) noexcept {
  constexpr std::string_view marks = "\n\r\xE2";
  for (auto at = text.find_first_of(marks); at != text.npos; at = text.find_first_of(marks, at + 1)) {
    auto value = code_point_at(text, at).value;
    if (value == '\n' || value == '\r' || value == line_separator || value == paragraph_separator) return at;
  }
  return text.size();
}

}  // namespace secondbrain::vault::dialects
