#include "brain/vault/planner/list_item.hpp"

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

}  // namespace

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
