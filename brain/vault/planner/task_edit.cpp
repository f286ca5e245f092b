#include "brain/vault/planner/task_edit.hpp"

#include <string>
#include <vector>

#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/daily_headings.hpp"
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
  for (auto item : items) blocks.push_back(item_by_itself(lines, aside, item.begin, item.end));
  // The last one first: what is taken out leaves the lines above in their places.
  for (auto item = items.rbegin(); item != items.rend(); ++item)
    for (auto at = item->end; at > item->begin; --at) lines.erase(at - 1);
  for (auto& block : blocks) place_task(lines, category, sub_project, block);
  return !found.empty();
}

}  // namespace secondbrain::vault
