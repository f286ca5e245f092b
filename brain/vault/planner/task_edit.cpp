#include "brain/vault/planner/task_edit.hpp"

#include <string>
#include <vector>

#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/planner/task_place.hpp"
#include "brain/vault/utf8.hpp"

namespace secondbrain::vault {
namespace {

std::vector<std::size_t> lines_of(const text_lines& lines, const task_key& key) {
  std::vector<std::size_t> found;
  for (auto& appearance : parse_tasks(lines))
    if (appearance.key == key) found.push_back(appearance.line);
  return found;
}

/// Takes a task out, with what is indented below it.
std::vector<std::string> take_out(text_lines& lines, std::size_t at) {
  std::vector<std::string> block{std::string{trim_left(lines[at])}};
  auto length = end_of_task(lines, at) - at;
  for (std::size_t below = 1; below < length; ++below) block.emplace_back(lines[at + below]);
  for (std::size_t taken = 0; taken < length; ++taken) lines.erase(at);
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
  std::vector<std::vector<std::string>> blocks;  // last one first: what is taken out leaves the lines above in place
  for (auto at = found.rbegin(); at != found.rend(); ++at) blocks.push_back(take_out(lines, *at));
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) place_task(lines, category, sub_project, *block);
  return !found.empty();
}

}  // namespace secondbrain::vault
