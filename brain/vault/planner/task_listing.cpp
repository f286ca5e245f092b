#include "brain/vault/planner/task_listing.hpp"

#include "base/text.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/planner/task_table.hpp"
#include "brain/vault/planner/tasks.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

/// `[[2026-02-05]]` says when a task was added, not what it is.
std::string without_day_links(std::string_view text) {
  constexpr std::string_view opening = "[[", closing = "]]";
  std::string kept;
  while (!text.empty()) {
    auto link = text.find(opening);
    auto end = text.find(closing, link == text.npos ? link : link + opening.size());
    if (end == text.npos) break;
    bool is_day = parse_day(text.substr(link + opening.size(), end - link - opening.size())).has_value();
    kept += text.substr(0, is_day ? link : link + opening.size());
    text.remove_prefix(is_day ? end + closing.size() : link + opening.size());
  }
  return kept.append(text);
}

namespace {

std::string joined_heading(std::string_view category, std::string_view sub_project) {
  std::string heading{category};
  if (!sub_project.empty()) heading.append(" > ").append(sub_project);
  return heading;
}

/// A bar within a cell is written behind a backslash, which a text may have had before it was listed.
std::string without_bar_escapes(std::string_view text) {
  std::string kept;
  for (char byte : text) {
    while (byte == '|' && !kept.empty() && kept.back() == '\\') kept.pop_back();
    kept += byte;
  }
  return kept;
}

std::string listed_text(std::string_view text) {
  return normalise_task(without_day_links(without_bar_escapes(text)));
}

struct list_row {
  std::string_view text;
  std::string_view heading;  // empty: the row names none
};

/// Takes ` *(category > sub-project)*` off the end.
list_row split_heading(std::string_view text) {
  constexpr std::string_view opening = "*(", closing = ")*";
  bool closes = text.size() > closing.size() && text.substr(text.size() - closing.size()) == closing;
  auto at = closes ? text.rfind(opening) : text.npos;
  if (at == text.npos) return {text, {}};
  auto inside = text.substr(at + opening.size());
  return {text.substr(0, at), trimmed(inside.substr(0, inside.size() - closing.size()))};
}

/// Walks a generated file and knows the headings above each row.
class listing_reader {
 public:
  void pass(std::string_view line) {
    if (take_heading(line)) return;
    if (auto row = read_table_row(line)) {
      add(without_bar_escapes(row->text), {}, row->status);
      auto& added = rows_.back();
      if (row->due_date) added.due_date.emplace(*row->due_date);
      added.links_day |= without_day_links(row->added) != row->added;
      added.more = row->more;
      added.names_status = row->names_status;
    } else if (auto task = read_task_line(line)) {
      auto split = split_heading(task->text);
      add(split.text, split.heading, task->status);
      rows_.back().due_suffix = task->due_date;
    }
  }

  std::vector<listed_task> take_rows() { return std::move(rows_); }

 private:
  bool take_heading(std::string_view line) {
    constexpr std::string_view category_mark = "## ", sub_project_mark = "### ";
    if (line.substr(0, category_mark.size()) == category_mark) {
      category_ = trimmed(line.substr(category_mark.size()));
      sub_project_.clear();
      return true;
    }
    if (line.substr(0, sub_project_mark.size()) != sub_project_mark) return false;
    sub_project_ = trimmed(line.substr(sub_project_mark.size()));
    return true;
  }

  static void split_place(std::string_view heading, listed_task& row) {
    constexpr std::string_view between = " > ";
    auto at = heading.find(between);
    row.category = heading.substr(0, at);
    row.sub_project = at == heading.npos ? std::string_view{} : heading.substr(at + between.size());
  }

  void add(std::string_view text, std::string_view heading, task_status status) {
    listed_task row;
    row.category = category_;
    row.sub_project = sub_project_;
    if (!heading.empty()) split_place(heading, row);
    row.name = {joined_heading(row.category, row.sub_project), listed_text(text)};
    row.text = trimmed(text);
    row.status = status;
    row.links_day = without_day_links(text) != text;
    rows_.push_back(std::move(row));
  }

  std::string category_;
  std::string sub_project_;
  std::vector<listed_task> rows_;
};

}  // namespace

std::string heading_of(const task& one) {
  return joined_heading(shown_category(one), one.sub_project);
}

listed_name listed_name_of(const task& one) {
  return {heading_of(one), listed_text(one.text)};
}

std::vector<listed_task> read_listed_tasks(std::string_view bytes) {
  const auto text = read_note_text(bytes).text;
  const text_lines lines{text};
  const code_and_comments aside{lines};
  listing_reader reader;
  for (std::size_t at = 0; at < lines.size(); ++at)
    if (!aside.holds(at)) reader.pass(lines[at]);
  return reader.take_rows();
}

}  // namespace secondbrain::vault
