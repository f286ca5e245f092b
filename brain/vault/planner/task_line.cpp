#include "brain/vault/planner/task_line.hpp"

#include <algorithm>

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/task_fields.hpp"
#include "text/folding.hpp"

namespace secondbrain::vault {
namespace {

std::optional<task_status> status_of(char mark) noexcept {
  switch (mark) {
    case ' ': return task_status::open;
    case '/': return task_status::in_progress;
    case 'x':
    case 'X': return task_status::done;
    default: return std::nullopt;
  }
}

char mark_of(task_status status) noexcept {
  switch (status) {
    case task_status::in_progress: return '/';
    case task_status::done: return 'x';
    case task_status::open: break;
  }
  return ' ';
}

std::vector<task_field> due_dates(std::vector<task_field> fields) {
  std::erase_if(fields, [](const task_field& field) { return field.kind != field_kind::due_date; });
  return fields;
}

/// Without its fields; one of fields only keeps those that are no due dates, so that it can be seen.
std::string text_of(std::string_view body, const std::vector<task_field>& fields) {
  auto text = without_fields(body, fields);
  return text.empty() ? without_fields(body, due_dates(fields)) : text;
}

std::string_view day_of(std::string_view body, const task_field& due) noexcept {
  return body.substr(due.day, std::string_view{"2026-02-10"}.size());
}

}  // namespace

std::optional<task_line> read_task_line(std::string_view line) {
  auto rest = trimmed(line);
  if (rest.empty() || rest[0] != '-') return std::nullopt;
  rest = left_trimmed(rest.substr(1));
  if (rest.size() < 3 || rest[0] != '[' || rest[2] != ']') return std::nullopt;
  auto status = status_of(rest[1]);
  if (!status) return std::nullopt;
  auto body = rest.substr(3);
  auto fields = find_task_fields(body).found;
  task_line read{*status, text_of(body, fields), {}};
  if (read.text.empty()) return std::nullopt;
  if (auto due = due_dates(std::move(fields)); !due.empty()) read.due_date = day_of(body, due.back());
  return read;
}

std::string with_status(std::string_view line, task_status status) {
  std::string changed{line};
  auto& mark = changed[changed.find('[') + 1];
  if (status_of(mark) != status) mark = mark_of(status);
  return changed;
}

std::string with_due_date(std::string_view line, std::string_view due_date) {
  auto box_end = line.find(']') + 1;
  auto box = std::string{line.substr(0, box_end)};
  auto body = line.substr(box_end);
  auto fields = find_task_fields(body);
  auto due = due_dates(fields.found);
  // All of them: an earlier one would come back as the due date once the last is taken away.
  if (due_date.empty()) return due.empty() ? std::string{line} : box + erased_fields(body, due);
  if (!due.empty()) {
    std::string changed{body};
    return box + changed.replace(due.back().day, due_date.size(), due_date);
  }
  auto text = right_trimmed(body.substr(0, fields.tail));
  auto rest = body.substr(text.size());
  auto dated = box.append(text).append(" (due: ").append(due_date).append(")");
  // Behind a block id, or behind the fields of a plugin, it would make them unreadable to the programs they are for.
  return dated.append(rest);
}

std::string normalise_task(std::string_view text) {
  auto words = text_of(text, find_task_fields(text).found);
  return collapse_white_space(lower_case(text::composed(words.empty() ? text : words)));
}

std::string new_task_line(std::string_view text, std::string_view due_date) {
  std::string line = "- [ ] ";
  line += text;
  return due_date.empty() ? line : with_due_date(line, due_date);
}

}  // namespace secondbrain::vault
