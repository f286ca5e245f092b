#include "brain/vault/planner/task_table.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::string_view table_header =
    "| Status | Task | Added | Due | Timeline |\n|:---:|------|:---:|:---:|:---:|\n";

constexpr std::array<std::string_view, 3> badge_colours{"#e03e3e", "#e8a838", "#4dabf7"};

std::string badge(std::string_view colour, std::string_view text) {
  std::string markup = "<span style=\"background:";
  return markup.append(colour)
      .append(";padding:2px 8px;border-radius:4px;font-size:0.85em;color:white\">")
      .append(text)
      .append("</span>");
}

/// An odd number of backslashes before a `|` makes it part of the cell.
bool is_escaped(std::string_view text, std::size_t at) noexcept {
  auto before = at;
  while (before > 0 && text[before - 1] == '\\') --before;
  return (at - before) % 2 == 1;
}

std::string escape_bars(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '|' && !is_escaped(text, at)) escaped += '\\';
    escaped += text[at];
  }
  return escaped;
}

std::string render_row(const task& one, day today) {
  std::string row = one.status == task_status::in_progress ? "| In Progress | " : "| Open | ";
  row += escape_bars(one.text) + " | [[" + one.first_date + "]] | ";
  return row + one.due_date + " | " + due_label(one, today) + " |\n";
}

/// Between the outer bars of a row, trimmed.
std::vector<std::string_view> cells_of(std::string_view row) {
  std::vector<std::string_view> cells;
  std::size_t begin = 1;
  for (auto at = begin; at < row.size(); ++at) {
    if (row[at] != '|' || is_escaped(row, at)) continue;
    cells.push_back(trimmed(row.substr(begin, at - begin)));
    begin = at + 1;
  }
  return cells;
}

bool is_rule_cell(std::string_view cell) noexcept {
  return cell.find('-') != cell.npos && cell.find_first_not_of("-:") == cell.npos;
}

/// Of a line that may be a row; empty when it is none.
std::vector<std::string_view> row_cells(std::string_view line) {
  const auto row = trimmed(line);
  if (row.size() < 2 || row.front() != '|' || row.back() != '|') return {};
  return cells_of(row);
}

bool is_number_between(std::string_view cell, std::string_view before, std::string_view behind) {
  if (!cell.starts_with(before) || !cell.ends_with(behind) || cell.size() <= before.size() + behind.size())
    return false;
  auto number = cell.substr(before.size(), cell.size() - before.size() - behind.size());
  return number.find_first_not_of("0123456789") == number.npos;
}

/// Whether `due_label` may have written it, on whatever day.
bool is_due_label(std::string_view cell) {
  constexpr std::string_view badge_end = "</span>";
  if (cell.empty() || is_number_between(cell, "in ", " days")) return true;
  auto begin = cell.find('>');
  if (begin == cell.npos || !cell.ends_with(badge_end) || begin + 1 > cell.size() - badge_end.size()) return false;
  auto text = cell.substr(begin + 1, cell.size() - badge_end.size() - begin - 1);
  bool is_ours = text == "Today" || text == "Tomorrow" || text == "1 day overdue" ||
                 is_number_between(text, "", " days overdue") || is_number_between(text, "in ", " days");
  return is_ours && std::any_of(badge_colours.begin(), badge_colours.end(),
                                [&](auto colour) { return cell == badge(colour, text); });
}

/// Whether the cell says when a task was added, and no more.
bool is_day_link(std::string_view cell) {
  constexpr std::string_view opening = "[[", closing = "]]";
  if (!cell.starts_with(opening) || !cell.ends_with(closing) || cell.size() < opening.size() + closing.size())
    return cell.empty();
  return parse_day(cell.substr(opening.size(), cell.size() - opening.size() - closing.size())).has_value();
}

bool is_status(std::string_view lowered) noexcept {
  return lowered == "open" || lowered == "in progress" || lowered == "done";
}

task_status status_in_cell(std::string_view lowered) noexcept {
  if (lowered == "done") return task_status::done;
  return lowered == "in progress" ? task_status::in_progress : task_status::open;
}

}  // namespace

std::string due_label(const task& one, day today) {
  auto due = parse_day(one.due_date);
  if (one.status == task_status::done || !due) return {};
  const auto [red, yellow, blue] = badge_colours;
  auto days = (*due - today).count();
  if (days < -1) return badge(red, std::to_string(-days) + " days overdue");
  if (days == -1) return badge(red, "1 day overdue");
  if (days == 0) return badge(red, "Today");
  if (days == 1) return badge(red, "Tomorrow");
  auto text = "in " + std::to_string(days) + " days";
  if (days > 7) return text;
  return badge(days <= 3 ? yellow : blue, text);
}

std::string render_task_table(std::vector<task> tasks, day today) {
  std::stable_sort(tasks.begin(), tasks.end(), [](auto& left, auto& right) {
    auto place = [](const task& one) { return std::tuple{one.due_date.empty(), one.due_date, one.first_date}; };
    return place(left) < place(right);
  });
  std::string table{table_header};
  for (auto& one : tasks) table += render_row(one, today);
  return table;
}

bool is_task_table_header(std::string_view line) {
  auto cells = row_cells(line);
  return cells.size() >= 2 && lower_case(cells[0]) == "status" && lower_case(cells[1]) == "task";
}

bool names_status(std::string_view line) {
  auto cells = row_cells(line);
  if (cells.size() < 2) return false;
  auto status = lower_case(cells[0]);
  return is_status(status);
}

bool is_plain_table_head(std::string_view line) {
  auto cells = row_cells(line);
  auto is_plain = [](std::string_view cell) {
    auto name = lower_case(cell);
    return cell.empty() || is_rule_cell(cell) || name == "status" || name == "task" || name == "added" ||
           name == "due" || name == "timeline";
  };
  return !cells.empty() && std::all_of(cells.begin(), cells.end(), is_plain);
}

std::optional<table_row> read_table_row(std::string_view line) {
  auto cells = row_cells(line);
  if (cells.size() < 2 || is_rule_cell(cells[0]) || (cells[1].size() > 2 && is_rule_cell(cells[1])))
    return std::nullopt;
  auto status = lower_case(cells[0]);
  if (status == "status") return std::nullopt;
  table_row row{status_in_cell(status), is_status(status), cells[1], std::nullopt, {}, {}};
  if (!row.names_status) row.more.append(cells[0]);
  if (cells.size() >= 3) row.added = cells[2];
  if (!is_day_link(row.added)) row.more.append(row.added);
  if (cells.size() >= 4) row.due_date = cells[3];
  for (std::size_t at = 4; at < cells.size(); ++at)
    if (at > 4 || !is_due_label(cells[at])) row.more.append(cells[at]);
  return row;
}

}  // namespace secondbrain::vault
