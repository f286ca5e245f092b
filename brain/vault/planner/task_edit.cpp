#include "brain/vault/planner/task_edit.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/line_shape.hpp"
#include "brain/vault/planner/list_item.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/planner/task_place.hpp"

namespace secondbrain::vault {
namespace {

std::vector<std::size_t> lines_of(const text_lines& lines, const task_key& key) {
  std::vector<std::size_t> found;
  for (auto& appearance : parse_tasks(lines))
    if (appearance.key == key) found.push_back(appearance.line);
  return found;
}

/// The lines of items that do not stand within another of these.
std::vector<line_range> whole_items(const text_lines& lines, const code_and_comments& aside,
                                    const std::vector<std::size_t>& found) {
  std::vector<line_range> items;
  for (auto at : found) {
    if (items.empty() || at >= items.back().end) items.push_back({at, end_of_item(lines, aside, at)});
  }
  return items;
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

/// An item's lines, to stand by themselves elsewhere.
std::vector<std::string> copy_item(const text_lines& lines, const code_and_comments& aside, line_range item) {
  auto indent = lines[item.begin].substr(0, lines[item.begin].size() - left_trimmed(lines[item.begin]).size());
  std::vector<std::string> block;
  for (auto at = item.begin; at < item.end; ++at) block.emplace_back(outdented(lines[at], indent));
  // What ends with the note or the item would go on elsewhere.
  const auto* last = aside.block_of(item.end - 1);
  if (last != nullptr && last->end == item.end && !last->closing.empty()) {
    block.emplace_back(outdented(last->closing, indent));
  }
  return block;
}

}  // namespace

bool set_status(text_lines& lines, const task_key& key, task_status status) {
  auto found = lines_of(lines, key);
  if (found.empty()) return false;
  lines.replace(found.back(), with_status(lines[found.back()], status));
  return true;
}

bool set_due_date(text_lines& lines, const task_key& key, std::string_view due_date) {
  auto found = lines_of(lines, key);
  if (found.empty()) return false;
  lines.replace(found.back(), with_due_date(lines[found.back()], due_date));
  return true;
}

bool clear_due_dates(text_lines& lines, const task_key& key) {
  auto found = lines_of(lines, key);
  for (auto at : found) lines.replace(at, with_due_date(lines[at], {}));
  return !found.empty();
}

bool move_task(text_lines& lines, const task_key& key, std::string_view category, std::string_view sub_project) {
  auto found = lines_of(lines, key);
  code_and_comments aside{lines};
  auto items = whole_items(lines, aside, found);
  std::vector<std::vector<std::string>> blocks;
  blocks.reserve(items.size());
  for (auto item : items) blocks.push_back(copy_item(lines, aside, item));
  // The last one first: what is taken out leaves the lines above in their places.
  for (auto item = items.rbegin(); item != items.rend(); ++item)
    for (auto at = item->end; at > item->begin; --at) lines.erase(at - 1);
  for (auto& block : blocks) place_task(lines, category, sub_project, block);
  return !found.empty();
}

}  // namespace secondbrain::vault
