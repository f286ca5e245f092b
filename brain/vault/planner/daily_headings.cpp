#include "brain/vault/planner/daily_headings.hpp"

#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::pair<daily_section, std::string_view> headings[] = {
    {daily_section::events, "## Events"},
    {daily_section::focus, "## Focus"},
    {daily_section::notes, "## Notes"},
    {daily_section::tasks, "## Tasks"},
};

daily_section section_opened_by(std::string_view line) noexcept {
  if (line.find("## ") == line.npos) return daily_section::other;
  auto heading = trimmed(line);
  for (auto& [section, text] : headings)
    if (heading == text) return section;
  return daily_section::other;
}

bool starts_with(std::string_view line, std::string_view mark) noexcept {
  return line.substr(0, mark.size()) == mark;
}

std::string title_behind(std::string_view line, std::string_view mark) {
  return decode_text(trimmed(line.substr(mark.size())));
}

}  // namespace

std::string_view heading_of(daily_section section) noexcept {
  for (auto& [known, text] : headings)
    if (known == section) return text;
  return {};
}

bool begins_section(std::string_view line) noexcept {
  // The four that are known may be indented.
  return starts_with(line, "## ") || section_opened_by(line) != daily_section::other;
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

bool daily_headings::pass(std::string_view line) {
  if (begins_section(line)) {
    section_ = section_opened_by(line);
    category_.clear();
    sub_project_.clear();
    return true;
  }
  if (section_ != daily_section::tasks) return false;
  if (starts_with(line, "### ")) {
    category_ = title_behind(line, "### ");
    sub_project_.clear();
    return true;
  }
  if (starts_with(line, "#### ")) {
    sub_project_ = title_behind(line, "#### ");
    return true;
  }
  return false;
}

}  // namespace secondbrain::vault
