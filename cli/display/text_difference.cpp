#include "cli/display/text_difference.hpp"

#include <algorithm>
#include <cstdint>

namespace secondbrain::cli {

namespace {

using lines = std::vector<std::string_view>;

constexpr std::size_t compared_lines = 2'000;  // of each side; a longer part is shown as gone and come

lines lines_of(std::string_view text) {
  lines found;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

void add(std::vector<differing_line>& out, char sign, const lines& from, std::size_t begin, std::size_t end) {
  for (auto at = begin; at < end; ++at) out.push_back({sign, std::string{from[at]}});
}

/// By the longest common subsequence.
void compare(std::vector<differing_line>& out, const lines& before, const lines& after) {
  const auto rows = before.size(), columns = after.size();
  if (rows > compared_lines || columns > compared_lines) {
    add(out, '-', before, 0, rows);
    add(out, '+', after, 0, columns);
    return;
  }
  std::vector<std::vector<std::uint16_t>> common(rows + 1, std::vector<std::uint16_t>(columns + 1));
  for (auto row = rows; row-- > 0;)
    for (auto column = columns; column-- > 0;)
      common[row][column] = before[row] == after[column] ? static_cast<std::uint16_t>(common[row + 1][column + 1] + 1)
                                                         : std::max(common[row + 1][column], common[row][column + 1]);
  std::size_t row = 0, column = 0;
  while (row < rows && column < columns) {
    if (before[row] == after[column]) {
      add(out, ' ', before, row, row + 1);
      ++row, ++column;
    } else if (common[row + 1][column] >= common[row][column + 1]) {
      add(out, '-', before, row, row + 1);
      ++row;
    } else {
      add(out, '+', after, column, column + 1);
      ++column;
    }
  }
  add(out, '-', before, row, rows);
  add(out, '+', after, column, columns);
}

}  // namespace

std::vector<differing_line> differences(std::string_view before, std::string_view after, std::size_t context) {
  auto old_lines = lines_of(before), new_lines = lines_of(after);
  std::size_t head = 0, tail = 0;
  const auto shorter = std::min(old_lines.size(), new_lines.size());
  while (head < shorter && old_lines[head] == new_lines[head]) ++head;
  while (tail < shorter - head && old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail])
    ++tail;
  const auto middle = [&](const lines& of) {
    return lines{of.begin() + static_cast<std::ptrdiff_t>(head), of.end() - static_cast<std::ptrdiff_t>(tail)};
  };
  std::vector<differing_line> all;
  add(all, ' ', old_lines, 0, head);
  compare(all, middle(old_lines), middle(new_lines));
  add(all, ' ', old_lines, old_lines.size() - tail, old_lines.size());

  std::vector<differing_line> shown;
  std::size_t next = 0;  // the first line that is not shown yet
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all[at].sign == ' ') continue;
    const auto begin = std::max(next, at > context ? at - context : 0);
    if (begin > next) shown.push_back({' ', "…"});
    for (next = begin; next < std::min(all.size(), at + context + 1); ++next) shown.push_back(all[next]);
  }
  return shown;
}

}  // namespace secondbrain::cli
