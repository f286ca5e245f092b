#include "brain/vault/planner/line_shape.hpp"

#include <algorithm>

namespace secondbrain::vault {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::size_t tab_width = 4;

bool is_blank(std::string_view text) noexcept {
  return text.find_first_not_of(blanks) == text.npos;
}

/// The text behind the blanks, and its column.
line_shape behind_blanks(std::string_view text, std::size_t column) noexcept {
  auto length = std::min(text.find_first_not_of(blanks), text.size());
  for (char byte : text.substr(0, length)) column += byte == '\t' ? tab_width - column % tab_width : 1;
  return {column, text.substr(length)};
}

std::size_t marker_length(std::string_view content) noexcept {
  constexpr std::size_t most_digits = 9;
  auto digits = std::min(content.find_first_not_of("0123456789"), content.size());
  auto marks = digits == 0 ? std::string_view{"-*+"} : std::string_view{".)"};
  bool is_marker = digits <= most_digits && digits < content.size() && marks.find(content[digits]) != marks.npos;
  return is_marker ? digits + 1 : 0;
}

bool is_heading(std::string_view content) noexcept {
  constexpr std::size_t deepest = 6;
  auto level = std::min(content.find_first_not_of('#'), content.size());
  return level >= 1 && level <= deepest && (level == content.size() || blanks.find(content[level]) != blanks.npos);
}

/// `---`, `***` or `___`
bool is_rule(std::string_view content) noexcept {
  constexpr std::size_t fewest = 3;
  if (content.empty() || std::string_view{"-*_"}.find(content[0]) == std::string_view::npos) return false;
  auto marks = static_cast<std::size_t>(std::count(content.begin(), content.end(), content[0]));
  return marks >= fewest && std::all_of(content.begin(), content.end(), [&](char byte) {
           return byte == content[0] || blanks.find(byte) != blanks.npos;
         });
}

}  // namespace

line_shape shape_of(std::string_view line) noexcept {
  return behind_blanks(line, 0);
}

std::optional<list_marker> read_list_marker(const line_shape& line) noexcept {
  auto length = marker_length(line.content);
  if (length == 0) return std::nullopt;
  auto behind = line.content.substr(length);
  auto least = line.column + length + 1;
  if (is_blank(behind)) return list_marker{least, least, {}};
  bool is_tight_task = line.content[0] == '-' && behind.size() > 2 && behind[0] == '[' && behind[2] == ']';
  if (is_tight_task) return list_marker{least, line.column + length, behind};
  if (blanks.find(behind[0]) == blanks.npos) return std::nullopt;
  auto text = behind_blanks(behind, line.column + length);
  return list_marker{least, std::min(text.column, line.column + length + tab_width), text.content};
}

std::optional<fence_mark> read_fence(std::string_view content) noexcept {
  constexpr std::size_t shortest = 3;
  if (content.empty() || (content[0] != '`' && content[0] != '~')) return std::nullopt;
  auto length = std::min(content.find_first_not_of(content[0]), content.size());
  return length < shortest ? std::nullopt : std::optional{fence_mark{content[0], length, content.substr(length)}};
}

bool opens_fence(const fence_mark& mark) noexcept {
  return mark.character == '~' || mark.behind.find('`') == std::string_view::npos;
}

bool closes_fence(const fence_mark& mark, const fence_mark& opening) noexcept {
  return mark.character == opening.character && mark.length >= opening.length && is_blank(mark.behind);
}

bool starts_block(const line_shape& line) noexcept {
  if (line.content.empty()) return false;
  auto fence = read_fence(line.content);
  return line.content[0] == '>' || line.content[0] == '|' || is_heading(line.content) || is_rule(line.content) ||
         (fence && opens_fence(*fence)) || read_list_marker(line);
}

std::size_t behind_inline_code(std::string_view text, std::size_t at) noexcept {
  constexpr std::size_t longest_mark = 8;  // backticks: so that the search stays linear
  auto behind = std::min(text.find_first_not_of('`', at), text.size());
  auto length = behind - at;
  if (length > longest_mark) return behind;
  for (auto next = text.find('`', behind); next != text.npos;) {
    auto end = std::min(text.find_first_not_of('`', next), text.size());
    if (end - next == length) return end;
    next = text.find('`', end);
  }
  return behind;
}

}  // namespace secondbrain::vault
