#include "brain/vault/planner/task_wishes.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "base/text.hpp"
#include "brain/vault/writing/single_line.hpp"
#include "text/folding.hpp"

namespace secondbrain::vault {
namespace {

using dialects::date_field;
using dialects::status_type;
using dialects::task_change;

status_type type_of(wanted_status status) {
  switch (status) {
    case wanted_status::in_progress: return status_type::in_progress;
    case wanted_status::done: return status_type::done;
    case wanted_status::cancelled: return status_type::cancelled;
    case wanted_status::open: break;
  }
  return status_type::todo;
}

result<std::optional<day>> read_date(std::string_view what, const std::string& text) {
  if (text.empty()) return std::optional<day>{};
  const auto date = parse_day(text);
  if (date) return std::optional{*date};
  return fail(errc::invalid_argument,
              std::string{what} + " must be a day that exists, written YYYY-MM-DD, and not \"" + text + "\".");
}

result<dialects::task_priority> read_priority(const std::string& text) {
  const auto priority = value_named<dialects::task_priority>(text);
  if (priority) return *priority;
  return fail(errc::invalid_argument, "The priority must be highest, high, medium, none, low or lowest.");
}

/// What was asked for and what was written does not say; empty: it says all.
std::string unsaid(const dialects::task_dialect& dialect, const dialects::edited_lines& lines,
                   const dialects::task_fields& wanted) {
  const auto text = join(lines, "\n") + "\n";
  const text_lines written{text};
  const code_and_comments aside{written};
  const auto task = dialect.read({"A.md", written, aside}, 0);
  if (!task) return "some of it";
  const auto& is = task->fields;
  std::vector<std::string> missing;
  for (const auto& [field, name] :
       {std::pair{date_field::due, "the due date"}, std::pair{date_field::scheduled, "the scheduled date"},
        std::pair{date_field::start, "the start date"}})
    if (is.day_of(field) != wanted.day_of(field)) missing.emplace_back(name);
  using dialects::task_priority;
  if ((is.priority == task_priority::none) != (wanted.priority == task_priority::none))
    missing.emplace_back("the priority");
  if (is.recurrence != wanted.recurrence) missing.emplace_back("the recurrence");
  return join(missing, " and ");
}

failed cannot_say(const dialects::task_dialect& dialect, const std::string& missing) {
  return fail(errc::invalid_argument, "Tasks of this vault are written in a way (" + std::string{dialect.name()} +
                                          ") that cannot say all of this; leave out " + missing + ".");
}

}  // namespace

result<std::vector<task_change>> changes_of(const change_task& request, const noted_task& now) {
  std::vector<task_change> changes;
  const auto add_date = [&](date_field field, const char* what, const std::optional<std::string>& wanted,
                            const std::string& is) -> status {
    if (!wanted || *wanted == is.substr(0, is.find('T'))) return {};
    const auto date = read_date(what, *wanted);
    RETURN_IF_ERROR(date);
    changes.emplace_back(dialects::set_date{field, *date});
    return {};
  };
  RETURN_IF_ERROR(add_date(date_field::due, "The due date", request.due_date, now.due));
  RETURN_IF_ERROR(add_date(date_field::scheduled, "The scheduled date", request.scheduled, now.scheduled));
  RETURN_IF_ERROR(add_date(date_field::start, "The start date", request.start, now.start));
  if (request.priority && *request.priority != now.priority) {
    const auto priority = read_priority(*request.priority);
    RETURN_IF_ERROR(priority);
    changes.emplace_back(dialects::set_priority{*priority});
  }
  if (request.status && to_string(type_of(*request.status)) != now.status)
    changes.emplace_back(dialects::set_status_type{type_of(*request.status)});
  return changes;
}

result<dialects::task_fields> fields_of(const add_task& request) {
  RETURN_IF_ERROR(check_single_line("The text of the task", request.text));
  RETURN_IF_ERROR(check_single_line("The recurrence", request.recurrence));
  dialects::task_fields fields;
  fields.description = trimmed(request.text);
  // Of signs that nobody sees there would be a task without words.
  if (trimmed(text::case_folded(fields.description)).empty())
    return fail(errc::invalid_argument, "A task needs words that say what is to be done.");
  for (const auto& [field, what, text] : {std::tuple{date_field::due, "The due date", &request.due_date},
                                          std::tuple{date_field::scheduled, "The scheduled date", &request.scheduled},
                                          std::tuple{date_field::start, "The start date", &request.start}}) {
    const auto date = read_date(what, *text);
    RETURN_IF_ERROR(date);
    if (*date) fields.date(field) = dialects::task_date{*text, **date, {}, false};
  }
  const auto priority = read_priority(request.priority);
  RETURN_IF_ERROR(priority);
  fields.priority = *priority;
  fields.recurrence = trimmed(request.recurrence);
  return fields;
}

result<dialects::edited_lines> lines_of(const dialects::dialect_set& dialects, const dialects::task_fields& fields,
                                        day today) {
  for (const auto* each : dialects.list()) {
    if (each->name() == "tasknotes") continue;  // its tasks are notes
    const auto lines = each->write(fields, today);
    RETURN_IF_ERROR(lines);
    const auto missing = unsaid(*each, *lines, fields);
    if (missing.empty()) return *lines;
    if (each->name() != "due") return cannot_say(*each, missing);
  }
  return fail(errc::invalid_argument, "No way of writing tasks is known of in this vault.");
}

result<dialects::edited_lines> lines_of_note(const dialects::task_dialect& dialect, const dialects::task_fields& fields,
                                             day today) {
  if (fields.description.empty())
    return fail(errc::invalid_argument, "A task needs words that say what is to be done.");
  auto lines = dialect.write(fields, today);
  RETURN_IF_ERROR(lines);
  if (const auto missing = unsaid(dialect, *lines, fields); !missing.empty()) return cannot_say(dialect, missing);
  return lines;
}

}  // namespace secondbrain::vault
