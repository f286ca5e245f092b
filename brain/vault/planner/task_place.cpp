#include "brain/vault/planner/task_place.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/utf8.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::string_view category_mark = "### ";
constexpr std::string_view sub_project_mark = "#### ";

bool starts_with(std::string_view line, std::string_view mark) noexcept {
  return line.substr(0, mark.size()) == mark;
}

std::size_t next_heading(const text_lines& lines, line_range within, std::string_view mark) {
  auto at = within.begin;
  while (at < within.end && !starts_with(lines[at], mark)) ++at;
  return at;
}

/// Below `### title` or `#### title`, up to the next heading of that level.
std::optional<line_range> group(const text_lines& lines, line_range within, std::string_view mark,
                                std::string_view title) {
  for (auto at = next_heading(lines, within, mark); at < within.end;) {
    auto end = next_heading(lines, {at + 1, within.end}, mark);
    if (decode_text(trim(lines[at].substr(mark.size()))) == title) return line_range{at + 1, end};
    at = end;
  }
  return std::nullopt;
}

std::size_t behind_last_task(const text_lines& lines, line_range within) {
  for (auto at = within.end; at > within.begin; --at)
    if (read_task_line(lines[at - 1])) return end_of_task(lines, at - 1);
  return within.begin;
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

std::size_t indent_of(std::string_view line) noexcept {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

}  // namespace

std::size_t end_of_task(const text_lines& lines, std::size_t at) {
  auto indent = indent_of(lines[at]);
  auto end = at + 1;
  while (end < lines.size() && indent_of(lines[end]) > indent && !trim(lines[end]).empty() &&
         !read_task_line(lines[end])) {
    ++end;
  }
  return end;
}

void place_task(text_lines& lines, std::string_view category, std::string_view sub_project,
                const std::vector<std::string>& block) {
  auto section = find_section(lines, daily_section::tasks);
  if (!section) {
    lines.insert(lines.size(), std::string{heading_of(daily_section::tasks)});
    section = line_range{lines.size(), lines.size()};
  }
  auto within = category.empty()
                    ? std::optional{line_range{section->begin, next_heading(lines, *section, category_mark)}}
                    : group(lines, *section, category_mark, category);
  if (!within) {
    std::vector<std::string> headings{heading(category_mark, category)};
    if (!sub_project.empty()) headings.push_back(heading(sub_project_mark, sub_project));
    return start_group(lines, section->end, std::move(headings), block);
  }
  auto own = sub_project.empty()
                 ? std::optional{line_range{within->begin, next_heading(lines, *within, sub_project_mark)}}
                 : group(lines, *within, sub_project_mark, sub_project);
  if (!own) return start_group(lines, within->end, {heading(sub_project_mark, sub_project)}, block);
  insert_all(lines, behind_last_task(lines, *own), block);
}

}  // namespace secondbrain::vault
