#include "brain/vault/planner/noted_writer.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "brain/vault/changes/note_target.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"
#include "brain/vault/planner/listed_tasks.hpp"
#include "brain/vault/planner/new_task_place.hpp"
#include "brain/vault/planner/noted_edit.hpp"
#include "brain/vault/planner/task_wishes.hpp"
#include "brain/vault/writing/editable_text.hpp"
#include "brain/vault/writing/note_encoding.hpp"
#include "brain/vault/writing/single_line.hpp"

namespace secondbrain::vault {
namespace {

failed not_read_again(const std::string& path) {
  return fail(errc::invalid_argument, "In " + path +
                                          " this would not be read as a task again, by the settings of this vault; "
                                          "nothing was written.");
}

failed does_not_count(const std::string& path) {
  return fail(errc::invalid_argument,
              "Tasks of " + path + " do not count in this vault, because its place is left out; name another note.");
}

}  // namespace

result<changed_task> noted_writer::change(const change_task& request, day today) {
  const auto& all = view_.tasks();
  auto known = std::find_if(all.begin(), all.end(), [&](const noted_task& one) { return one.id == request.id; });
  const auto reading = view_.reading(today);
  if (known == all.end() || !reading)
    return fail(errc::not_found, "There is no task of this id; look at the list again.");
  // Of several of the same words under one heading the line tells which one was seen.
  const bool is_another = request.line && known->line != *request.line &&
                          std::count_if(all.begin(), all.end(), [&](const noted_task& one) {
                            return one.path == known->path && one.text == known->text && one.heading == known->heading;
                          }) > 1;
  if (is_another)
    return fail(errc::conflict, "The note holds several tasks \"" + known->text + "\", and this one is not on line " +
                                    std::to_string(*request.line) + " any more; look at the list again.");
  const auto path = known->path;
  const bool moves = request.to_path || request.to_heading;
  const auto asked = changes_of(request, *known);
  RETURN_IF_ERROR(asked);
  if (moves && !asked->empty())
    return fail(errc::invalid_argument,
                "A task is moved or changed, and not both at once; ask for one after the other.");
  const auto is_of_note = [&](const noted_task& one) { return one.path == path; };
  const auto begin = std::find_if(all.begin(), all.end(), is_of_note);
  const std::vector<noted_task> of_note{begin, std::find_if_not(begin, all.end(), is_of_note)};
  const auto place = task_place::of_task(of_note, static_cast<std::size_t>(known - begin));
  if (moves) return move(request, path, place, *reading, today);

  edited_note edited;
  const auto written = writer_.edit(path, [&](const std::string* current) -> result<std::optional<std::string>> {
    if (current == nullptr) return fail(errc::not_found, "The note " + path + " is not there any more.");
    RETURN_IF_ERROR(check_encoding(path, *current));
    const editable_text note{*current};
    // The list may be older than the note: what is so already is asked of the note.
    const auto now = task_in(path, note.text(), place, reading->dialects.list());
    RETURN_IF_ERROR(now);
    const auto changes = changes_of(request, *now);
    RETURN_IF_ERROR(changes);
    edited = {*current, static_cast<std::size_t>(now->line - 1), {}, true};
    if (changes->empty()) return std::optional<std::string>{};
    auto made = change_task_in(path, note.text(), place, *changes, reading->dialects.list(), today);
    RETURN_IF_ERROR(made);
    if (!made->is_read_again) return not_read_again(path);
    edited = std::move(*made);
    return note.bytes_of(path, edited.bytes);
  });
  RETURN_IF_ERROR(written);
  view_.wrote(path, today);
  changed_task done;
  if (edited.line) done.changed = at(path, *edited.line, today);
  if (edited.next) done.next = at(path, *edited.next, today);
  return done;
}

/// Into another note it is written there before it is taken out here: whatever happens between, nothing is lost. What
/// could keep it from being taken out is looked for before.
result<changed_task> noted_writer::move(const change_task& request, const std::string& path, const task_place& place,
                                        const vault_reading& reading, day today) {
  const auto heading = request.to_heading.value_or("");
  RETURN_IF_ERROR(check_single_line("The heading", heading));
  const auto named = request.to_path ? note_named(*request.to_path) : result<std::string>{path};
  RETURN_IF_ERROR(named);
  const auto& target = *named;
  const auto& dialects = reading.dialects.list();
  if (!reading.dialects.reads(target)) return does_not_count(target);
  std::size_t line = 0;
  const auto cut = [&](const std::string* current) -> result<cut_task> {
    if (current == nullptr) return fail(errc::not_found, "The note " + path + " is not there any more.");
    RETURN_IF_ERROR(check_encoding(path, *current));
    RETURN_IF_ERROR(check_charset(path, *current));
    return cut_task_from(path, *current, place, dialects);
  };
  const auto put = [&](std::string_view bytes, const std::vector<std::string>& lines) -> result<std::string> {
    const editable_text note{bytes};
    const auto made = add_lines_to(target, note.text(), heading, lines, dialects);
    if (!made.is_read_again) return not_read_again(target);
    line = *made.line;
    return note.bytes_of(target, made.bytes);
  };
  if (target == path) {
    const auto written = writer_.edit(path, [&](const std::string* current) -> result<std::optional<std::string>> {
      const auto taken = cut(current);
      RETURN_IF_ERROR(taken);
      return put(taken->bytes, taken->lines).map([](std::string made) { return std::optional{std::move(made)}; });
    });
    RETURN_IF_ERROR(written);
  } else {
    RETURN_IF_ERROR(writer_.check_writable(path));
    const auto bytes = writer_.read(path);
    RETURN_IF_ERROR(bytes);
    const auto taken = cut(&*bytes);
    RETURN_IF_ERROR(taken);
    const auto added = writer_.edit(target, [&](const std::string* current) -> result<std::optional<std::string>> {
      return put(current == nullptr ? std::string_view{} : *current, taken->lines).map([](std::string made) {
        return std::optional{std::move(made)};
      });
    });
    RETURN_IF_ERROR(added);
    const auto gone = take_out(path, place, taken->lines, reading);
    view_.wrote(target, today);
    if (!gone)
      return fail(gone.error().code, "The task was written into " + target + " and could not be taken out of " + path +
                                         ", so it stands in both now; delete the one that you do not want. " +
                                         gone.error().message);
  }
  view_.wrote(path, today);
  return changed_task{at(target, line, today), {}};
}

status noted_writer::take_out(const std::string& path, const task_place& place, const std::vector<std::string>& moved,
                              const vault_reading& reading) const {
  const auto written = writer_.edit(path, [&](const std::string* current) -> result<std::optional<std::string>> {
    if (current == nullptr) return fail(errc::not_found, "The note " + path + " is not there any more.");
    const auto again = cut_task_from(path, *current, place, reading.dialects.list());
    RETURN_IF_ERROR(again);
    if (again->lines != moved) return fail(errc::conflict, "It was changed there while it was moved.");
    return std::optional{again->bytes};
  });
  if (written) return {};
  // It is about this one note, and would be read as about both.
  auto reason = written.error().message;
  for (const std::string_view untrue : {"; nothing was written", ", and nothing was written"})
    if (const auto begin = reason.find(untrue); begin != std::string::npos) reason.erase(begin, untrue.size());
  return fail(written.error().code, std::move(reason));
}

std::optional<task> noted_writer::at(const std::string& path, std::size_t line, day today) const {
  const auto& all = view_.tasks();
  const auto found = std::find_if(all.begin(), all.end(), [&](const noted_task& one) {
    return one.path == path && static_cast<std::size_t>(one.line) == line + 1;
  });
  const auto reading = view_.reading(today);
  if (found == all.end() || !reading) return std::nullopt;
  return listed_tasks({*found}, reading->conventions, today).front();
}

result<std::string> noted_writer::note_named(const std::string& path) const {
  return note_target(writer_.root(), path, view_.copies());
}

result<std::string> noted_writer::place_for(const add_task& request, const vault_reading& reading, day today) const {
  if (!request.path.empty()) return note_named(request.path);
  return note_of_day(writer_, reading.conventions, view_.copies(), today);
}

result<task> noted_writer::add(const add_task& request, day today, std::chrono::seconds time_of_day) {
  const auto reading = view_.reading(today);
  if (!reading) return fail(errc::unavailable, "Tasks cannot be written before the notes have been read.");
  RETURN_IF_ERROR(check_single_line("The heading", request.heading));
  const auto& dialects = reading->dialects;
  if (request.path.empty() && dialects.preferred().name() == "tasknotes") return add_note(request, *reading, today);
  const auto path = place_for(request, *reading, today);
  RETURN_IF_ERROR(path);
  if (!dialects.reads(*path)) return does_not_count(*path);
  const auto fields = fields_of(request);
  RETURN_IF_ERROR(fields);
  const auto lines = lines_of(dialects, *fields, today);
  RETURN_IF_ERROR(lines);
  std::size_t line = 0;
  const auto written = writer_.edit(*path, [&](const std::string* current) -> result<std::optional<std::string>> {
    const auto begun = current == nullptr ? beginning_of_note(writer_, reading->conventions, *path, today, time_of_day)
                                          : std::string{};
    const editable_text note{current == nullptr ? begun : *current};
    const auto made = add_lines_to(*path, note.text(), request.heading, *lines, dialects.list());
    if (!made.is_read_again) return not_read_again(*path);
    line = *made.line;
    return note.bytes_of(*path, made.bytes);
  });
  RETURN_IF_ERROR(written);
  view_.wrote(*path, today);
  if (auto found = at(*path, line, today)) return *std::move(found);
  return fail(errc::internal,
              "The task was written into " + *path + ", and is not read there as one; look at the note.");
}

result<write_outcome> noted_writer::add_to_day(const add_task& request, day of) const {
  const auto fields = fields_of(request);
  RETURN_IF_ERROR(fields);
  RETURN_IF_ERROR(check_single_line("The heading", request.heading));
  const bool is_possible = request.scheduled.empty() && request.start.empty() && request.recurrence.empty() &&
                           fields->priority == dialects::task_priority::none;
  if (!is_possible)
    return fail(
        errc::invalid_argument,
        "A task of these daily notes has a due date and nothing else; name another note for one that has more.");
  if (fields->description.empty())
    return fail(errc::invalid_argument, "A task needs words that say what is to be done, on one line.");
  const daily_additions added{
      {}, {}, {{fields->description, std::string{trimmed(request.heading)}, {}, request.due_date}}};
  const auto date = format_day(of);
  return writer_.edit(daily_note_path(date), [&](const std::string* current) -> result<std::optional<std::string>> {
    if (current == nullptr) return std::optional{make_daily_note(date, {}, added)};
    const editable_text note{*current};
    return note.bytes_of(daily_note_path(date), add_to_daily_note(note.text(), added));
  });
}

result<task> noted_writer::add_note(const add_task& request, const vault_reading& reading, day today) {
  const auto fields = fields_of(request);
  RETURN_IF_ERROR(fields);
  const auto lines = lines_of_note(reading.dialects.preferred(), *fields, today);
  RETURN_IF_ERROR(lines);
  const auto folder = folder_target(writer_.root(), reading.conventions.task_notes->folder, view_.copies());
  RETURN_IF_ERROR(folder);
  const auto path = writer_.create_unique(*folder, file_name_of_task(request.text), join(*lines, "\n") + "\n");
  RETURN_IF_ERROR(path);
  view_.wrote(*path, today);
  if (auto found = at(*path, 0, today)) return *std::move(found);
  return fail(errc::internal, "The note " + *path + " was written, and is no task by TaskNotes' settings; look at it.");
}

}  // namespace secondbrain::vault
