#include "brain/vault/planner/task_place.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/line_shape.hpp"
#include "brain/vault/planner/list_item.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "text/folding.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::string_view category_mark = "### ";
constexpr std::string_view sub_project_mark = "#### ";

/// `###` of `### `
std::size_t level_of(std::string_view mark) noexcept {
  return mark.size() - 1;
}

/// A note, and what of it is code or comment.
struct seen_note {
  explicit seen_note(const text_lines& text) : lines{text}, aside{text} {}

  const text_lines& lines;
  code_and_comments aside;
};

std::size_t next_heading(const seen_note& note, line_range within, std::string_view mark) {
  auto at = within.begin;
  while (at < within.end && (!title_of_heading(note.lines[at], level_of(mark)) || note.aside.holds(at))) ++at;
  return at;
}

/// Below `### title` or `#### title`, up to the next heading of that level.
std::optional<line_range> group(const seen_note& note, line_range within, std::string_view mark,
                                std::string_view title) {
  for (auto at = next_heading(note, within, mark); at < within.end;) {
    auto end = next_heading(note, {at + 1, within.end}, mark);
    if (title_of_heading(note.lines[at], level_of(mark)) == text::composed(title)) return line_range{at + 1, end};
    at = end;
  }
  return std::nullopt;
}

bool holds_task(const seen_note& note, line_range within) {
  for (auto at = within.begin; at < within.end; ++at)
    if (!note.aside.holds(at) && read_task_line(note.lines[at])) return true;
  return false;
}

/// Behind the last item that is a task or has one below it.
std::size_t behind_last_task(const seen_note& note, line_range within) {
  auto end = within.begin;
  for (auto at = within.begin; at < within.end;) {
    auto line = note.lines[at];
    bool is_item = !note.aside.holds(at) && (read_list_marker(shape_of(line)) || read_task_line(line));
    auto next = is_item ? std::min(end_of_item(note.lines, note.aside, at), within.end) : at + 1;
    if (is_item && holds_task(note, {at, next})) end = next;
    at = next;
  }
  return end;
}

void insert_all(text_lines& lines, std::size_t at, const std::vector<std::string>& texts) {
  for (auto& text : texts) lines.insert(at++, text);
}

std::string heading(std::string_view mark, std::string_view title) {
  return std::string{mark}.append(title);
}

void start_group(text_lines& lines, std::size_t at, std::vector<std::string> headings,
                 const std::vector<std::string>& block) {
  headings.insert(headings.end(), block.begin(), block.end());
  headings.emplace_back();
  insert_all(lines, at, headings);
}

/// The Tasks section, made at the end of the note when there is none.
line_range require_tasks(text_lines& lines) {
  code_and_comments aside{lines};
  if (auto section = find_section(lines, aside, daily_section::tasks)) return *section;
  auto end = aside.outside(lines.size());
  lines.insert(end, std::string{heading_of(daily_section::tasks)});
  return {end + 1, end + 1};
}

}  // namespace

void place_task(text_lines& lines, std::string_view category, std::string_view sub_project,
                const std::vector<std::string>& block) {
  auto section = require_tasks(lines);
  seen_note note{lines};
  auto within = category.empty() ? std::optional{line_range{section.begin, next_heading(note, section, category_mark)}}
                                 : group(note, section, category_mark, category);
  if (!within) {
    std::vector<std::string> headings{heading(category_mark, category)};
    if (!sub_project.empty()) headings.push_back(heading(sub_project_mark, sub_project));
    return start_group(lines, note.aside.outside(section.end), std::move(headings), block);
  }
  auto own = sub_project.empty()
                 ? std::optional{line_range{within->begin, next_heading(note, *within, sub_project_mark)}}
                 : group(note, *within, sub_project_mark, sub_project);
  if (!own) {
    auto end = note.aside.outside(within->end);
    return start_group(lines, end, {heading(sub_project_mark, sub_project)}, block);
  }
  const auto at = note.aside.outside(behind_last_task(note, *own));
  const auto place = place_of_item(lines, at, std::max(at, own->end), block);
  insert_all(lines, place.at, block);
  if (place.needs_blank_line) lines.insert(place.at + block.size(), {});
}

}  // namespace secondbrain::vault
