#include "brain/vault/planner/noted_writer.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"
#include "brain/vault/planner/listed_tasks.hpp"
#include "brain/vault/planner/noted_edit.hpp"
#include "brain/vault/writing/note_edit.hpp"

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

/// What is asked for, without what is so already. The status comes last: a task that comes back takes its dates along.
result<std::vector<task_change>> changes_of(const change_task& request, const noted_task& now) {
  std::vector<task_change> changes;
  const auto add_date = [&](date_field field, const char* what, const std::optional<std::string>& wanted,
                            const std::string& is) -> status {
    if (!wanted || *wanted == is) return {};
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
  dialects::task_fields fields;
  fields.description = trimmed(request.text);
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

/// For a line of a note, where tasks of the vault are notes otherwise.
const dialects::task_dialect& line_dialect(const dialects::dialect_set& dialects) {
  for (const auto* each : dialects.list())
    if (each->name() != "tasknotes") return *each;
  return dialects.preferred();
}

std::string file_name_of(std::string_view text) {
  std::string name;
  for (const char each : trimmed(text))
    name += std::string_view{"\\/:*?\"<>|#^[]"}.find(each) == std::string_view::npos ? each : ' ';
  constexpr std::size_t longest = 80;
  std::string_view cut = name;
  if (cut.size() > longest) {
    cut = cut.substr(0, longest);
    while (!cut.empty() && (static_cast<unsigned char>(name[cut.size()]) & 0xC0U) == 0x80U) cut.remove_suffix(1);
  }
  while (cut.starts_with('.')) cut.remove_prefix(1);
  cut = trimmed(cut);
  return cut.empty() ? std::string{"Task"} : std::string{cut};
}

}  // namespace

result<changed_task> noted_writer::change(const change_task& request, day today) {
  const auto& all = view_.tasks();
  auto known = std::find_if(all.begin(), all.end(), [&](const noted_task& one) { return one.id == request.id; });
  const auto reading = view_.reading(today);
  if (known == all.end() || !reading)
    return fail(errc::not_found, "There is no task of this id; look at the list again.");
  if (request.line && known->line != *request.line) {
    const auto there = std::find_if(all.begin(), all.end(), [&](const noted_task& one) {
      return one.path == known->path && one.line == *request.line && one.text == known->text;
    });
    if (there != all.end()) known = there;
  }
  const auto path = known->path;
  const auto changes = changes_of(request, *known);
  RETURN_IF_ERROR(changes);
  const bool moves = request.to_path || request.to_heading;
  if (moves && !changes->empty())
    return fail(errc::invalid_argument,
                "A task is moved or changed, and not both at once; ask for one after the other.");
  if (changes->empty() && !moves) return changed_task{at(path, static_cast<std::size_t>(known->line - 1), today), {}};
  const auto is_of_note = [&](const noted_task& one) { return one.path == path; };
  const auto begin = std::find_if(all.begin(), all.end(), is_of_note);
  const std::vector<noted_task> of_note{begin, std::find_if_not(begin, all.end(), is_of_note)};
  const auto place = task_place::of_task(of_note, static_cast<std::size_t>(known - begin));
  if (moves) return move(request, path, place, *reading, today);

  edited_note edited;
  const auto written = writer_.edit(path, [&](const std::string* current) -> result<std::optional<std::string>> {
    if (current == nullptr) return fail(errc::not_found, "The note " + path + " is not there any more.");
    auto made = change_task_in(path, *current, place, *changes, reading->dialects.list(), today);
    RETURN_IF_ERROR(made);
    edited = std::move(*made);
    return std::optional{edited.bytes};
  });
  RETURN_IF_ERROR(written);
  view_.wrote(path, today);
  changed_task done;
  if (edited.line) done.changed = at(path, *edited.line, today);
  if (edited.next) done.next = at(path, *edited.next, today);
  return done;
}

/// Into another note it is written there before it is taken out here: whatever happens between, nothing is lost.
result<changed_task> noted_writer::move(const change_task& request, const std::string& path, const task_place& place,
                                        const vault_reading& reading, day today) {
  const auto target = request.to_path.value_or(path);
  const auto heading = request.to_heading.value_or("");
  const auto& dialects = reading.dialects.list();
  if (!is_note_path(target) || !reading.dialects.reads(target))
    return fail(errc::invalid_argument,
                "A task is moved into a note of the vault whose tasks count, named with its path and .md.");
  std::size_t line = 0;
  const auto cut = [&](const std::string* current) -> result<cut_task> {
    if (current == nullptr) return fail(errc::not_found, "The note " + path + " is not there any more.");
    return cut_task_from(path, *current, place, dialects);
  };
  const auto put = [&](std::string_view bytes, const std::vector<std::string>& lines) {
    auto made = add_lines_to(target, bytes, heading, lines, dialects);
    line = *made.line;
    return std::move(made.bytes);
  };
  if (target == path) {
    const auto written = writer_.edit(path, [&](const std::string* current) -> result<std::optional<std::string>> {
      return cut(current).map([&](const cut_task& taken) { return std::optional{put(taken.bytes, taken.lines)}; });
    });
    RETURN_IF_ERROR(written);
  } else {
    const auto bytes = writer_.read(path);
    RETURN_IF_ERROR(bytes);
    const auto taken = cut(&*bytes);
    RETURN_IF_ERROR(taken);
    const auto added = writer_.edit(target, [&](const std::string* current) -> result<std::optional<std::string>> {
      return std::optional{put(current == nullptr ? std::string_view{} : *current, taken->lines)};
    });
    RETURN_IF_ERROR(added);
    const auto written = writer_.edit(path, [&](const std::string* current) -> result<std::optional<std::string>> {
      const auto again = cut(current);
      RETURN_IF_ERROR(again);
      if (again->lines != taken->lines)
        return fail(errc::conflict, "The task changed while it was moved: it stands in " + path + " and in " + target +
                                        " now; delete the one that you do not want.");
      return std::optional{again->bytes};
    });
    view_.wrote(target, today);
    RETURN_IF_ERROR(written);
  }
  view_.wrote(path, today);
  return changed_task{at(target, line, today), {}};
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

result<std::string> noted_writer::place_for(const add_task& request, const vault_reading& reading, day today) const {
  if (!request.path.empty()) {
    if (!is_note_path(request.path))
      return fail(errc::invalid_argument, "The note must be named with its path and .md, as in Projects/House.md.");
    return request.path;
  }
  const auto& daily = reading.conventions.daily;
  if (daily) return daily->paths().path_of(today);
  return fail(errc::invalid_argument,
              "No daily notes are known of in this vault; name the note that the task is to go to.");
}

result<task> noted_writer::add(const add_task& request, day today) {
  const auto reading = view_.reading(today);
  if (!reading) return fail(errc::unavailable, "Tasks cannot be written before the notes have been read.");
  const auto& dialects = reading->dialects;
  if (request.path.empty() && dialects.preferred().name() == "tasknotes") return add_note(request, *reading, today);
  const auto path = place_for(request, *reading, today);
  RETURN_IF_ERROR(path);
  if (!dialects.reads(*path))
    return fail(errc::invalid_argument, "Tasks of " + *path + " do not count, because its folder is left out.");
  const auto fields = fields_of(request);
  RETURN_IF_ERROR(fields);
  const auto lines = line_dialect(dialects).write(*fields, today);
  RETURN_IF_ERROR(lines);
  std::size_t line = 0;
  const auto written = writer_.edit(*path, [&](const std::string* current) -> result<std::optional<std::string>> {
    auto made = add_lines_to(*path, current == nullptr ? std::string_view{} : *current, request.heading, *lines,
                             dialects.list());
    line = *made.line;
    return std::optional{std::move(made.bytes)};
  });
  RETURN_IF_ERROR(written);
  view_.wrote(*path, today);
  if (auto found = at(*path, line, today)) return *std::move(found);
  return fail(errc::internal,
              "The task was written into " + *path + ", and is not read there as one; look at the note.");
}

status noted_writer::add_to_day(const add_task& request, const std::string& path, day today) const {
  const auto fields = fields_of(request);
  RETURN_IF_ERROR(fields);
  const bool is_possible = request.scheduled.empty() && request.start.empty() && request.recurrence.empty() &&
                           fields->priority == dialects::task_priority::none;
  if (!is_possible)
    return fail(
        errc::invalid_argument,
        "A task of these daily notes has a due date and nothing else; name another note for one that has more.");
  if (fields->description.empty() || fields->description.find_first_of("\r\n") != std::string::npos)
    return fail(errc::invalid_argument, "A task needs words that say what is to be done, on one line.");
  const daily_additions added{
      {}, {}, {{fields->description, std::string{trimmed(request.heading)}, {}, request.due_date}}};
  return writer_
      .edit(path,
            [&](const std::string* current) -> result<std::optional<std::string>> {
              if (current == nullptr) return std::optional{make_daily_note(format_day(today), {}, added)};
              return std::optional{add_to_daily_note(*current, added)};
            })
      .map([](write_outcome) {});
}

result<task> noted_writer::add_note(const add_task& request, const vault_reading& reading, day today) {
  const auto fields = fields_of(request);
  RETURN_IF_ERROR(fields);
  const auto lines = reading.dialects.preferred().write(*fields, today);
  RETURN_IF_ERROR(lines);
  const auto path = writer_.create_unique(reading.conventions.task_notes->folder, file_name_of(request.text),
                                          join(*lines, "\n") + "\n");
  RETURN_IF_ERROR(path);
  view_.wrote(*path, today);
  if (auto found = at(*path, 0, today)) return *std::move(found);
  return fail(errc::internal, "The note " + *path + " was written, and is no task by TaskNotes' settings; look at it.");
}

}  // namespace secondbrain::vault
