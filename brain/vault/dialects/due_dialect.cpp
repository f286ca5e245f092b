#include "brain/vault/dialects/due_dialect.hpp"

#include <utility>

#include "base/text.hpp"
#include "brain/vault/dialects/dialect_collection.hpp"
#include "brain/vault/planner/task_line.hpp"

namespace secondbrain::vault::dialects {
namespace {

task_mark mark_of(task_status status) {
  switch (status) {
    case task_status::in_progress: return {"/", "In Progress", "x", status_type::in_progress};
    case task_status::done: return {"x", "Done", " ", status_type::done};
    case task_status::open: break;
  }
  return {};
}

/// Nothing: these notes have no sign for it.
std::optional<task_status> status_of(status_type type) {
  switch (type) {
    case status_type::todo: return task_status::open;
    case status_type::in_progress: return task_status::in_progress;
    case status_type::done: return task_status::done;
    default: return std::nullopt;
  }
}

std::optional<task_status> status_of(std::string_view symbol) {
  if (symbol == " ") return task_status::open;
  if (symbol == "/") return task_status::in_progress;
  return symbol == "x" || symbol == "X" ? std::optional{task_status::done} : std::nullopt;
}

/// With its brackets, which stand next to the day; one behind a sign has none.
written_field due_field(std::string_view line, std::string_view due) {
  const auto begin = static_cast<std::size_t>(due.data() - line.data());
  const byte_span value{begin, begin + due.size()};
  const auto opening = line.find_last_of("([", begin);
  const auto closing = line.find_first_of(")]", value.end);
  const bool has_brackets = opening != line.npos && closing != line.npos &&
                            line.substr(opening + 1, begin - opening - 1).find_first_of(")]") == line.npos &&
                            trimmed(line.substr(value.end, closing - value.end)).empty();
  return {field_kind::due, 0, has_brackets ? byte_span{opening, closing + 1} : value, value, true};
}

class due_line_editor {
 public:
  due_line_editor(std::string_view line, const task_line& task) : line_{line}, task_{task} {}

  result<edited_lines> operator()(const toggle_status&) const {
    auto next = task_.mark.type == status_type::done ? task_status::open : task_status::done;
    return edited_lines{with_status(line_, next)};
  }

  result<edited_lines> operator()(const set_status_symbol& change) const {
    auto status = status_of(change.symbol);
    return status ? with(*status) : unknown_status();
  }

  result<edited_lines> operator()(const set_status_type& change) const {
    auto status = status_of(change.type);
    return status ? with(*status) : unknown_status();
  }

  result<edited_lines> operator()(const set_date& change) const {
    if (change.field != date_field::due) {
      return fail(errc::invalid_argument, "A task of a daily note has a due date and no other; leave out \"" +
                                              std::string{to_string(change.field)} + "\".");
    }
    return edited_lines{with_due_date(line_, change.date ? format_day(*change.date) : std::string{})};
  }

  result<edited_lines> operator()(const set_priority&) const {
    return fail(errc::invalid_argument, "A task of a daily note has no priority; leave it out.");
  }

 private:
  result<edited_lines> with(task_status status) const { return edited_lines{with_status(line_, status)}; }

  static failed unknown_status() {
    return fail(errc::invalid_argument, "A task of a daily note is open, in progress or done; choose one of these.");
  }

  std::string_view line_;
  const task_line& task_;
};

}  // namespace

std::vector<dialect_offer> offers_of_due_dialect() {
  return {{"due", [](const vault_conventions& conventions) { return conventions.uses("due"); },
           [](const vault_conventions&) -> std::unique_ptr<task_dialect> { return std::make_unique<due_dialect>(); }}};
}

std::optional<task_line> due_dialect::read(const note_view& note, std::size_t at) const {
  auto line = note.lines[at];
  auto read = read_task_line(line);
  if (!read) return std::nullopt;
  task_line task;
  task.dialect = name();
  task.begin = at;
  task.end = at + 1;
  task.indentation = line.substr(0, line.size() - left_trimmed(line).size());
  task.marker = line.substr(task.indentation.size(), 1);
  task.mark = mark_of(read->status);
  task.fields.description = std::move(read->text);
  if (read->due_date.empty()) return task;
  auto& due = task.fields.date(date_field::due);
  due = task_date{std::string{read->due_date}, parse_day(read->due_date), std::nullopt, false};
  task.written.push_back(due_field(line, read->due_date));
  if (!due->date)
    task.unread.push_back({0, task.written.back().whole, due->text + " is not a day of any calendar; correct it."});
  return task;
}

result<edited_lines> due_dialect::edit(const note_view& note, const task_line& task, const task_change& change,
                                       day /*today*/) const {
  return std::visit(due_line_editor{note.lines[task.begin], task}, change);
}

result<edited_lines> due_dialect::write(const task_fields& fields, day /*today*/) const {
  auto text = trimmed(fields.description);
  if (text.empty() || text.find_first_of("\r\n") != text.npos)
    return fail(errc::invalid_argument, "A task needs words that say what is to be done, on one line.");
  auto due = fields.day_of(date_field::due);
  return edited_lines{new_task_line(text, due ? format_day(*due) : std::string{})};
}

}  // namespace secondbrain::vault::dialects
