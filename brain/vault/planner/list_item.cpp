#include "brain/vault/planner/list_item.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/line_shape.hpp"
#include "brain/vault/planner/task_line.hpp"

namespace secondbrain::vault {
namespace {

/// What stands between a line and the item above it.
enum class gap : std::uint8_t { none, code, blank };

bool belongs(std::string_view text, std::size_t item_column, std::size_t inside, gap above) {
  auto line = shape_of(text);
  if (line.column >= inside) return true;
  if (above == gap::blank) return false;
  // Details that are indented less than they should be; a task stands for itself.
  if (line.column > item_column && !read_task_line(text)) return true;
  return above == gap::none && !starts_block(line);
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
    if (!is_own && !belongs(lines[next], line.column, inside, above)) break;
    above = block != nullptr ? gap::code : gap::none;
    next = end = block != nullptr ? block->end : next + 1;
  }
  return end;
}

}  // namespace secondbrain::vault
