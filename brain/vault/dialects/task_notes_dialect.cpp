#include "brain/vault/dialects/task_notes_dialect.hpp"

#include <algorithm>
#include <memory>

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/dialect_collection.hpp"
#include "brain/vault/dialects/recurrence_rule.hpp"
#include "brain/vault/writing/frontmatter_edit.hpp"
#include "brain/vault/writing/note_edit.hpp"

namespace secondbrain::vault::dialects {
namespace {

constexpr std::size_t date_length = 10;  // of `YYYY-MM-DD`

status_type type_of(std::string_view status, const task_note_settings& settings) {
  if (settings.completes(status))
    return lower_case(status).find("cancel") == std::string::npos ? status_type::done : status_type::cancelled;
  return lower_case(status).find("progress") == std::string::npos ? status_type::todo : status_type::in_progress;
}

/// The first that means this; empty: none does.
std::string status_for(status_type type, const task_note_settings& settings) {
  if (type == status_type::todo) return settings.usual_status;
  for (const auto& each : settings.statuses)
    if (type_of(each.value, settings) == type) return each.value;
  return {};
}

task_priority priority_called(const std::string& value) {
  if (value == "high") return task_priority::high;
  if (value == "low") return task_priority::low;
  return value_named<task_priority>(value).value_or(task_priority::none);
}

void set(task_line& task, date_field field, const std::optional<std::string>& text) {
  if (!text) return;
  const auto date = day_of_task_note(*text);
  const auto time =
      date ? read_time_of_day(std::string_view{*text}.substr(date_length)) : std::optional<std::chrono::minutes>{};
  task.fields.date(field) = task_date{*text, date, time, false};
  if (!date && !text->empty())
    task.unread.push_back({0, {}, "“" + *text + "” is no day that TaskNotes reads; write it as in 2026-05-01."});
}

/// The lines of a note's frontmatter, its fences among them.
std::size_t end_of_block(const text_lines& lines) {
  return end_of_frontmatter(lines);
}

std::optional<task_note> task_of(const note_view& note, const task_note_settings& settings) {
  const auto bytes = note.lines.bytes();
  const auto text = decode_text(bytes);
  return read_task_note(note.path, read_frontmatter(text).values, settings);
}

class note_editor {
 public:
  note_editor(const note_view& note, const task_note_settings& settings, task_note task, day today)
      : bytes_{note.lines.bytes()}, settings_{settings}, task_{std::move(task)}, today_{today} {}

  status operator()(const toggle_status&) {
    return set_type(task_.is_completed ? status_type::todo : status_type::done);
  }

  status operator()(const set_status_symbol& change) {
    const bool is_known = std::any_of(settings_.statuses.begin(), settings_.statuses.end(),
                                      [&](const task_note_value& each) { return each.value == change.symbol; });
    if (!is_known)
      return fail(errc::invalid_argument,
                  "TaskNotes knows no status \"" + change.symbol + "\"; choose one of its settings.");
    return set_status(change.symbol);
  }

  status operator()(const set_status_type& change) { return set_type(change.type); }

  status operator()(const set_date& change) {
    const auto* field = change.field == date_field::due         ? "due"
                        : change.field == date_field::scheduled ? "scheduled"
                                                                : nullptr;
    if (field == nullptr)
      return fail(errc::invalid_argument, "A TaskNotes task has a due and a scheduled date, and no others.");
    const auto& old = change.field == date_field::due ? task_.due : task_.scheduled;
    if (!change.date) return old ? remove(field) : status{};
    const bool has_time = old && day_of_task_note(*old) && old->size() > date_length;
    return put(field, format_day(*change.date) + (has_time ? old->substr(date_length) : std::string{}));
  }

  status operator()(const set_priority& change) {
    const auto wanted = to_string(change.priority);
    const auto value = change.priority == task_priority::none ? settings_.usual_priority : std::string{wanted};
    const bool is_known = std::any_of(settings_.priorities.begin(), settings_.priorities.end(),
                                      [&](const task_note_value& each) { return each.value == value; });
    if (!is_known)
      return fail(errc::invalid_argument, "TaskNotes knows no priority \"" + value + "\"; choose one of its settings.");
    return put("priority", value);
  }

  edited_lines block() const {
    edited_lines changed;
    const text_lines lines{bytes_};
    const auto end = end_of_block(lines);
    changed.reserve(end);
    for (std::size_t at = 0; at < end; ++at) changed.emplace_back(lines[at]);
    return changed;
  }

 private:
  status set_type(status_type type) {
    if (type == status_type::done && !task_.recurrence.empty()) return complete_once();
    const auto value = status_for(type, settings_);
    if (value.empty())
      return fail(errc::invalid_argument,
                  "No status of TaskNotes' settings means \"" + std::string{to_string(type)} + "\"; add one there.");
    return set_status(value);
  }

  status set_status(const std::string& value) {
    RETURN_IF_ERROR(put("status", value));
    if (settings_.completes(value)) return task_.completed ? status{} : put("completedDate", format_day(today_));
    return task_.completed ? remove("completedDate") : status{};
  }

  /// A task that comes back stays open: the day is noted, and its dates move on.
  status complete_once() {
    const auto done = complete_recurring(task_, today_);
    if (done.complete_instances.size() > task_.complete_instances.size())
      RETURN_IF_ERROR(
          changed_to(add_to_frontmatter_list(bytes_, settings_.name_of("complete_instances"), {format_day(today_)})));
    if (done.recurrence != task_.recurrence) RETURN_IF_ERROR(put("recurrence", done.recurrence));
    if (done.next_scheduled) RETURN_IF_ERROR(put("scheduled", *done.next_scheduled));
    if (done.next_due) RETURN_IF_ERROR(put("due", *done.next_due));
    return {};
  }

  status put(std::string_view field, const std::string& value) {
    const auto name = settings_.name_of(field);
    auto changed = set_frontmatter_value(bytes_, name, {value});
    if (changed == bytes_ && says(name, value)) return {};
    return changed_to(std::move(changed));
  }

  status remove(std::string_view field) {
    return changed_to(remove_frontmatter_value(bytes_, settings_.name_of(field)));
  }

  bool says(std::string_view name, const std::string& value) const {
    const auto text = decode_text(bytes_);
    const auto read = read_frontmatter(text);
    const auto* found = read.values.find(name);
    return found != nullptr && found->text == value;
  }

  status changed_to(std::string changed) {
    if (changed == bytes_)
      return fail(errc::invalid_argument,
                  "The frontmatter of this note cannot be changed without writing it anew; change it in the note.");
    bytes_ = std::move(changed);
    return {};
  }

  std::string bytes_;
  const task_note_settings& settings_;
  task_note task_;
  day today_;
};

}  // namespace

std::vector<dialect_offer> offers_of_task_notes_dialect() {
  return {{"tasknotes", [](const vault_conventions& conventions) { return conventions.task_notes.has_value(); },
           [](const vault_conventions& conventions) -> std::unique_ptr<task_dialect> {
             return std::make_unique<task_notes_dialect>(*conventions.task_notes);
           }}};
}

std::optional<task_line> task_notes_dialect::read(const note_view& note, std::size_t at) const {
  if (at > 0) return std::nullopt;
  const auto end = end_of_block(note.lines);
  if (end == 0) return std::nullopt;
  const auto found = task_of(note, settings_);
  if (!found) return std::nullopt;
  task_line task;
  task.dialect = name();
  task.end = end;
  const auto type = found->is_archived ? status_type::non_task : type_of(found->status, settings_);
  task.mark = {found->status, found->status,
               status_for(found->is_completed ? status_type::todo : status_type::done, settings_), type};
  auto& fields = task.fields;
  fields.description = found->title;
  fields.tags.reserve(found->tags.size());
  for (const auto& each : found->tags) fields.tags.push_back("#" + each);
  set(task, date_field::due, found->due);
  set(task, date_field::scheduled, found->scheduled);
  set(task, date_field::created, found->created);
  set(task, date_field::done, found->completed);
  fields.priority = priority_called(found->priority);
  fields.recurrence = found->recurrence;
  fields.is_recurring = !found->recurrence.empty();
  if (fields.is_recurring && !parse_rrule(found->recurrence))
    task.unread.push_back({0,
                           {},
                           "“" + found->recurrence +
                               "” is no rule that can be read, so the task does not come back; write it as in "
                               "FREQ=WEEKLY;BYDAY=MO."});
  fields.depends_on.reserve(found->blocked_by.size());
  for (const auto& each : found->blocked_by) fields.depends_on.push_back(each.uid);
  return task;
}

result<edited_lines> task_notes_dialect::edit(const note_view& note, const task_line& /*task*/,
                                              const task_change& change, day today) const {
  auto found = task_of(note, settings_);
  if (!found) return fail(errc::conflict, "The note is no task any more.");
  note_editor editor{note, settings_, std::move(*found), today};
  RETURN_IF_ERROR(std::visit(editor, change));
  return editor.block();
}

result<edited_lines> task_notes_dialect::write(const task_fields& fields, day today) const {
  std::vector<frontmatter_field> written;
  const auto put = [&](std::string_view field, field_value value) {
    written.push_back({std::string{settings_.name_of(field)}, std::move(value)});
  };
  put("title", fields.description);
  put("status", settings_.usual_status);
  put("priority",
      fields.priority == task_priority::none ? settings_.usual_priority : std::string{to_string(fields.priority)});
  for (const auto field : {date_field::due, date_field::scheduled})
    if (const auto date = fields.day_of(field)) put(to_string(field), plain_scalar{format_day(*date)});
  if (!fields.recurrence.empty()) put("recurrence", fields.recurrence);
  put("dateCreated", plain_scalar{format_day(today)});
  if (settings_.by_property)
    written.push_back({settings_.property_name, settings_.property_value});
  else
    written.push_back({"tags", std::vector<std::string>{settings_.tag}});
  if (!fields.recurrence.empty() && !parse_rrule(fields.recurrence))
    return fail(errc::invalid_argument,
                "\"" + fields.recurrence + "\" is not a rule of TaskNotes; write it like FREQ=WEEKLY;BYDAY=MO.");
  const auto text = render_frontmatter(written);
  const text_lines lines{text};
  edited_lines all;
  all.reserve(lines.size());
  for (std::size_t at = 0; at < lines.size(); ++at) all.emplace_back(lines[at]);
  return all;
}

}  // namespace secondbrain::vault::dialects
