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
#include "brain/vault/planner/task_wishes.hpp"
#include "brain/vault/writing/note_template.hpp"

namespace secondbrain::vault {
namespace {

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

/// Of a note that is not there yet: today's daily note begins with its template.
std::string noted_writer::beginning_of(const std::string& path, const vault_reading& reading, day today,
                                       std::chrono::seconds time_of_day) const {
  const auto& daily = reading.conventions.daily;
  if (!daily || daily->template_path.empty() || path != daily->paths().path_of(today)) return {};
  auto place = daily->template_path;
  if (!place.ends_with(".md")) place += ".md";
  const auto text = writer_.read(place);
  const auto* locale = find_locale(daily->language);
  const auto filled =
      text ? filled_template(*text, name_of_note(path), today, time_of_day, locale == nullptr ? english() : *locale)
           : std::nullopt;
  return filled.value_or("");
}

result<task> noted_writer::add(const add_task& request, day today, std::chrono::seconds time_of_day) {
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
  const auto lines = lines_of(dialects, *fields, today);
  RETURN_IF_ERROR(lines);
  std::size_t line = 0;
  const auto written = writer_.edit(*path, [&](const std::string* current) -> result<std::optional<std::string>> {
    const auto begun = current == nullptr ? beginning_of(*path, *reading, today, time_of_day) : std::string{};
    auto made = add_lines_to(*path, current == nullptr ? begun : *current, request.heading, *lines, dialects.list());
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
