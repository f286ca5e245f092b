// Text as scripts of the web see it: which characters are white space, where a line ends (ECMA-262 §12.2, §12.3). The
// plugins whose lines we read are written in such a script.
//
// Positions are bytes. Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace secondbrain::vault::dialects {

bool is_script_space(char32_t value) noexcept;

/// Bytes of the white space character that the text begins or ends with; 0: none.
std::size_t space_at_begin(std::string_view text) noexcept;
std::size_t space_at_end(std::string_view text) noexcept;

std::string_view script_trimmed(std::string_view text) noexcept;

/// Where the first line feed, carriage return or separator of lines or paragraphs stands; the size when none does.
std::size_t end_of_script_line(std::string_view text) noexcept;

constexpr bool begins_with(std::string_view text, std::string_view with) noexcept {
  return text.substr(0, with.size()) == with;
}

constexpr bool ends_with(std::string_view text, std::string_view with) noexcept {
  return text.size() >= with.size() && text.substr(text.size() - with.size()) == with;
}

}  // namespace secondbrain::vault::dialects
