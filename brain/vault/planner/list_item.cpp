#include "brain/vault/planner/list_item.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/line_shape.hpp"
#include "brain/vault/planner/task_line.hpp"

namespace secondbrain::vault {
namespace {

/// What stands between a line and the item above it.
enum class gap : std::uint8_t { none, code, blank };

/// Tags that end a paragraph (CommonMark §4.6).
constexpr auto block_tags = std::to_array<std::string_view>(
    {"address",  "article",    "aside",  "base",    "basefont", "blockquote", "body",     "caption",  "center",
     "col",      "colgroup",   "dd",     "details", "dialog",   "dir",        "div",      "dl",       "dt",
     "fieldset", "figcaption", "figure", "footer",  "form",     "frame",      "frameset", "h1",       "h2",
     "h3",       "h4",         "h5",     "h6",      "head",     "header",     "hr",       "html",     "iframe",
     "legend",   "li",         "link",   "main",    "menu",     "menuitem",   "nav",      "noframes", "ol",
     "optgroup", "option",     "p",      "param",   "pre",      "script",     "search",   "section",  "style",
     "summary",  "table",      "tbody",  "td",      "textarea", "tfoot",      "th",       "thead",    "title",
     "tr",       "track",      "ul"});

bool starts_html(std::string_view content) {
  if (!content.starts_with('<')) return false;
  content.remove_prefix(1);
  if (content.starts_with('!') || content.starts_with('?')) return true;
  if (content.starts_with('/')) content.remove_prefix(1);
  const auto name = content.substr(0, content.find_first_of(" \t>/"));
  return std::find(block_tags.begin(), block_tags.end(), ascii_lower_case(name)) != block_tags.end();
}

/// `[^1]: …`
bool starts_footnote(std::string_view content) {
  return content.starts_with("[^") && content.find("]:") != content.npos && content.find("]:") == content.find(']');
}

bool ends_paragraph(const line_shape& line) {
  return starts_block(line) || starts_html(line.content) || starts_footnote(line.content);
}

bool belongs(std::string_view text, std::size_t item_column, std::size_t inside, gap above) {
  auto line = shape_of(text);
  if (line.column >= inside) return true;
  if (above == gap::blank) return false;
  // Details that are indented less than they should be; a task stands for itself.
  if (line.column > item_column && !read_task_line(text)) return true;
  return above == gap::none && !ends_paragraph(line);
}

bool begins_further_left(const aside_block& block, std::string_view opening_line, std::size_t item_column) {
  return block.kind != aside_kind::code && shape_of(opening_line).column <= item_column;
}

/// As much less indented as the item's first line was.
std::string_view outdented(std::string_view line, std::string_view indent) {
  if (line.substr(0, indent.size()) == indent) return line.substr(indent.size());
  auto columns = shape_of(indent).column;
  while (!line.empty() && columns > 0 && (line[0] == ' ' || line[0] == '\t')) {
    columns -= line[0] == '\t' ? std::min<std::size_t>(columns, 4) : 1;
    line.remove_prefix(1);
  }
  return line;
}

}  // namespace

std::vector<std::string> item_by_itself(const text_lines& lines, const code_and_comments& aside, std::size_t begin,
                                        std::size_t end) {
  auto indent = lines[begin].substr(0, lines[begin].size() - left_trimmed(lines[begin]).size());
  std::vector<std::string> block;
  for (auto at = begin; at < end; ++at) block.emplace_back(outdented(lines[at], indent));
  // What ends with the note or the item would go on elsewhere.
  const auto* last = aside.block_of(end - 1);
  if (last != nullptr && last->end == end && !last->closing.empty())
    block.emplace_back(outdented(last->closing, indent));
  return block;
}

std::size_t end_of_item(const text_lines& lines, const code_and_comments& aside, std::size_t at) {
  auto line = shape_of(lines[at]);
  auto marker = read_list_marker(line);
  auto inside = marker ? marker->inside : line.column + 1;
  auto end = at + 1;
  auto above = gap::none;
  for (auto next = end; next < lines.size();) {
    const auto* block = aside.block_of(next);
    if (block == nullptr && trimmed(lines[next]).empty()) {
      above = gap::blank;
      ++next;
      continue;
    }
    bool is_own = block != nullptr && block->opening < next && block->opening >= at;  // its mark stands behind our text
    if (!is_own && (begins_section(lines[next]) && block == nullptr)) break;
    if (!is_own && block != nullptr && begins_further_left(*block, lines[block->opening], line.column)) break;
    if (!is_own && !belongs(lines[next], line.column, inside, above)) break;
    above = block != nullptr ? gap::code : gap::none;
    next = end = block != nullptr ? block->end : next + 1;
  }
  return end;
}

item_place place_of_item(const text_lines& lines, std::size_t at, std::size_t end,
                         const std::vector<std::string>& item) {
  // What is looked at begins with the item, so that only what follows counts.
  const auto lines_taken = [&](std::size_t from, std::size_t own_lines, const std::string& head) {
    auto text = head;
    for (auto each = from; each < end; ++each) text.append(lines[each]).append("\n");
    const text_lines tried{text};
    return end_of_item(tried, code_and_comments{tried}, 0) - own_lines;
  };
  const auto alone = join(item, "\n") + "\n";
  const auto own = [&] {
    const text_lines tried{alone};
    return end_of_item(tried, code_and_comments{tried}, 0);
  }();
  constexpr int most_tries = 16;  // each of them reads on to the end
  for (int tries = 0; tries < most_tries && at < end; ++tries) {
    if (lines_taken(at, own, alone) == 0) return {at, false};
    const auto taken = lines_taken(at, own, alone + "\n");
    if (taken == 0) return {at, true};
    at += taken - 1;  // without the blank line
  }
  return {std::max(at, end), false};
}

}  // namespace secondbrain::vault
