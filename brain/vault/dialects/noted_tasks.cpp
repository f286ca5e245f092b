#include "brain/vault/dialects/noted_tasks.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace secondbrain::vault::dialects {
namespace {

/// One character between brackets.
bool holds_box(std::string_view text) noexcept {
  constexpr std::size_t longest = 4;  // bytes of a character
  for (auto at = text.find('['); at != text.npos; at = text.find('[', at + 1)) {
    const auto end = text.substr(at + 1, longest + 1).find(']');
    if (end != text.npos && end > 0) return true;
  }
  return false;
}

/// Most notes hold none, and are not gone through line by line.
bool may_hold_tasks(std::string_view text, const dialect_set& dialects) {
  const auto& all = dialects.list();
  return std::any_of(all.begin(), all.end(), [](const task_dialect* each) { return !each->needs_box(); }) ||
         holds_box(text);
}

std::string day_text(const task_fields& fields, date_field field) {
  const auto date = fields.day_of(field);
  return date ? format_day(*date) : std::string{};
}

/// The day, and the time of day where one is written.
std::string moment_text(const task_fields& fields, date_field field) {
  const auto& written = fields.date(field);
  if (!written || !written->date) return {};
  auto text = format_day(*written->date);
  if (!written->time) return text;
  const auto two_digits = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(*written->time);
  return text.append("T")
      .append(two_digits(hours.count()))
      .append(":")
      .append(two_digits((*written->time - hours).count()));
}

}  // namespace

noted_task noted(std::string_view path, const note_task& task) {
  const auto& fields = task.line.fields;
  noted_task one;
  one.id = task.id;
  one.path = path;
  one.line = static_cast<int>(task.line.begin) + 1;
  one.dialect = task.line.dialect;
  one.text = fields.description;
  one.heading = task.heading;
  one.status = to_string(task.line.mark.type);
  one.symbol = task.line.mark.symbol;
  one.due = moment_text(fields, date_field::due);
  one.scheduled = moment_text(fields, date_field::scheduled);
  one.start = moment_text(fields, date_field::start);
  one.created = day_text(fields, date_field::created);
  one.done = day_text(fields, date_field::done);
  one.cancelled = day_text(fields, date_field::cancelled);
  one.priority = to_string(fields.priority);
  one.recurrence = fields.recurrence;
  one.name = fields.id;
  one.depends_on = fields.depends_on;
  one.tags = fields.tags;
  return one;
}

std::vector<noted_task> noted_tasks_of(std::string_view path, std::string_view text, const dialect_set& dialects) {
  std::vector<noted_task> tasks;
  if (!dialects.reads(path) || !may_hold_tasks(text, dialects)) return tasks;
  const text_lines lines{text};
  const code_and_comments aside{lines};
  for (const auto& each : read_note_tasks({path, lines, aside}, dialects.list()))
    if (is_noted(each)) tasks.push_back(noted(path, each));
  return tasks;
}

bool is_noted(const note_task& task) noexcept {
  return task.line.mark.type != status_type::non_task && !task.line.fields.description.empty();
}

}  // namespace secondbrain::vault::dialects
