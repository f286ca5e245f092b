#include "brain/vault/planner/daily_headings.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "text/folding.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::size_t section_level = 2;
constexpr std::size_t category_level = 3;
constexpr std::size_t sub_project_level = 4;

constexpr std::pair<daily_section, std::string_view> headings[] = {
    {daily_section::events, "## Events"},
    {daily_section::focus, "## Focus"},
    {daily_section::notes, "## Notes"},
    {daily_section::tasks, "## Tasks"},
};

/// Zero-width space and joiners, word joiner, soft hyphen, byte order mark, variation selectors.
bool is_invisible(char32_t value) noexcept {
  return value == 0xAD || (value >= 0x200B && value <= 0x200F) || value == 0x2060 || value == 0xFEFF ||
         (value >= 0xFE00 && value <= 0xFE0F);
}

template <class Predicate>
std::string_view without_ends(std::string_view text, Predicate is_end) noexcept {
  while (!text.empty()) {
    const auto point = code_point_at(text, 0);
    if (!is_end(point)) break;
    text.remove_prefix(point.length);
  }
  while (!text.empty()) {
    auto begin = text.size() - 1;
    while (begin > 0 && text.size() - begin < 4 && is_continuation(text[begin])) --begin;
    const auto point = code_point_at(text, begin);
    if (begin + point.length != text.size() || !is_end(point)) break;
    text.remove_suffix(point.length);
  }
  return text;
}

std::string_view without_blanks(std::string_view text) noexcept {
  return without_ends(text, [](const code_point& point) {
    return point.valid && (is_white_space(point.value) || is_invisible(point.value));
  });
}

/// `Work ##`: what closes a heading is no part of its title (CommonMark §4.2).
std::string_view without_closing(std::string_view title) noexcept {
  const auto end = title.find_last_not_of('#');
  if (end == title.npos) return {};
  const bool closes = end + 1 < title.size() && (title[end] == ' ' || title[end] == '\t');
  return closes ? title.substr(0, end) : title;
}

struct heading_line {
  std::size_t level = 0;
  std::string_view title;
  bool is_apart = true;  // white space stands between its signs and its title
};

/// Whatever its indentation.
std::optional<heading_line> read_heading(std::string_view line) noexcept {
  constexpr std::size_t deepest = 6;
  const auto text = left_trimmed(line);
  const auto level = std::min(text.find_first_not_of('#'), text.size());
  if (level == 0 || level > deepest) return std::nullopt;
  const auto behind = text.substr(level);
  const bool is_apart = behind.empty() || is_white_space(code_point_at(behind, 0).value);
  return heading_line{level, without_blanks(without_closing(without_blanks(behind))), is_apart};
}

/// Punctuation, symbols, pictures.
bool is_sign(char32_t value) noexcept {
  return (value >= 0x2000 && value < 0x2C00) || (value >= 0x3000 && value < 0x3040) ||
         (value >= 0xFE00 && value <= 0xFE0F) || (value >= 0xFF00 && value < 0xFF10) || value >= 0x1F000 ||
         is_white_space(value) || is_invisible(value);
}

/// What is left of a title without the signs around its words: `📅 **Events:**` is `Events`.
std::string_view bare(std::string_view title) noexcept {
  return without_ends(title, [](const code_point& point) {
    const auto value = point.value;
    if (value >= 0x80) return point.valid && is_sign(value);
    const bool is_letter = (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z');
    return !is_letter && !(value >= '0' && value <= '9');
  });
}

daily_section section_called(std::string_view title) {
  const auto name = ascii_lower_case(bare(title));
  for (const auto& [section, text] : headings)
    if (name == ascii_lower_case(text.substr(section_level + 1))) return section;
  return daily_section::other;
}

daily_section section_opened_by(std::string_view line) {
  const auto heading = read_heading(line);
  return heading && heading->level == section_level ? section_called(heading->title) : daily_section::other;
}

/// A line of dashes or equals signs, which makes a heading of the text above it.
bool underlines(std::string_view line) noexcept {
  line = right_trimmed(line);
  return !line.empty() && (line[0] == '-' || line[0] == '=') && line.find_first_not_of(line[0]) == line.npos;
}

}  // namespace

std::string_view heading_of(daily_section section) noexcept {
  for (auto& [known, text] : headings)
    if (known == section) return text;
  return {};
}

bool begins_section(std::string_view line) {
  // The four that are known may be indented, or touch their signs.
  return line.starts_with("## ") || line.starts_with("##\t") || section_opened_by(line) != daily_section::other;
}

std::optional<line_range> find_section(const text_lines& lines, const code_and_comments& aside, daily_section section) {
  auto opens = [&](std::size_t at) { return section_opened_by(lines[at]) == section && !aside.holds(at); };
  std::size_t at = 0;
  while (at < lines.size() && !opens(at)) ++at;
  if (at == lines.size()) return std::nullopt;
  line_range found{at + 1, at + 1};
  auto ends = [&](std::size_t end) { return begins_section(lines[end]) && !aside.holds(end); };
  while (found.end < lines.size() && !ends(found.end)) ++found.end;
  return found;
}

std::optional<std::string> title_of_heading(std::string_view line, std::size_t level) {
  if (line.empty() || line[0] != '#') return std::nullopt;
  const auto heading = read_heading(line);
  if (!heading || heading->level != level || !heading->is_apart) return std::nullopt;
  return text::composed(decode_text(heading->title));
}

std::string trouble_with_heading(std::string_view line, std::string_view below) {
  if (begins_section(line)) return {};
  const auto heading = read_heading(line);
  const bool is_underlined = !heading && underlines(below);
  const auto text = trimmed(line);
  const bool is_bold = !heading && (text.starts_with("**") || text.starts_with("__")) && bare(text) != text;
  if (!heading && !is_underlined && !is_bold) return {};
  const auto section = section_called(heading ? heading->title : text);
  if (section == daily_section::other) return {};
  return "It is not read as the heading of a section. Write it as “" + std::string{heading_of(section)} +
         "” to have what stands below it read.";
}

bool daily_headings::pass(std::string_view line) {
  if (begins_section(line)) {
    section_ = section_opened_by(line);
    category_.clear();
    sub_project_.clear();
    return true;
  }
  if (section_ != daily_section::tasks) return false;
  if (auto category = title_of_heading(line, category_level)) {
    category_ = *std::move(category);
    sub_project_.clear();
    return true;
  }
  if (auto sub_project = title_of_heading(line, sub_project_level)) {
    sub_project_ = *std::move(sub_project);
    return true;
  }
  return false;
}

}  // namespace secondbrain::vault
