#include "brain/vault/planner/day_filing.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "brain/vault/changes/note_target.hpp"
#include "brain/vault/dialects/noted_tasks.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/new_task_place.hpp"
#include "brain/vault/planner/noted_edit.hpp"
#include "brain/vault/planner/task_wishes.hpp"
#include "brain/vault/writing/editable_text.hpp"

namespace secondbrain::vault {
namespace {

using dialects::dialect_set;
using open_task = std::pair<std::string, std::string>;  // its words and when it is due

std::multiset<open_task> open_tasks_of(const std::string& path, const std::string& bytes, const dialect_set& dialects) {
  std::multiset<open_task> found;
  for (auto& one : dialects::noted_tasks_of(path, read_note_text(bytes).text, dialects))
    if (one.status != "DONE" && one.status != "CANCELLED") found.emplace(std::move(one.text), std::move(one.due));
  return found;
}

struct written_task {
  std::vector<std::string> lines;
  open_task reads_as;
};

result<written_task> written(const add_task& wanted, const std::string& path, const dialect_set& dialects, day today) {
  const auto fields = fields_of(wanted);
  RETURN_IF_ERROR(fields);
  auto lines = lines_of(dialects, *fields, today);
  RETURN_IF_ERROR(lines);
  const auto alone = open_tasks_of(path, join(*lines, "\n") + "\n", dialects);
  if (alone.size() != 1)
    return fail(errc::invalid_argument, "\"" + wanted.text +
                                            "\" would not be read as a task again, by the settings of "
                                            "this vault; nothing was written.");
  return written_task{std::move(*lines), *alone.begin()};
}

std::string_view without_list_mark(std::string_view line) {
  line = trimmed(line);
  for (const std::string_view mark : {"- ", "* ", "+ "})
    if (line.starts_with(mark)) return trimmed(line.substr(mark.size()));
  return {};
}

/// With items added at the end: to the list that stands there, or as one of their own.
std::pair<std::string, std::size_t> with_items(std::string_view bytes, const std::vector<std::string>& items) {
  text_lines lines{bytes};
  const code_and_comments aside{lines};
  std::set<std::string, std::less<>> there;
  for (std::size_t at = 0; at < lines.size(); ++at)
    if (!aside.holds(at)) there.emplace(without_list_mark(lines[at]));
  const auto closing = aside.closing_line();
  const bool follows_words = lines.size() > aside.content_begin() && !trimmed(lines[lines.size() - 1]).empty() &&
                             (!closing.empty() || without_list_mark(lines[lines.size() - 1]).empty());
  std::size_t added = 0;
  for (const auto& item : items) {
    if (!there.insert(item).second) continue;
    if (added == 0) {
      if (!closing.empty()) lines.insert(lines.size(), closing);
      if (follows_words) lines.insert(lines.size(), {});
    }
    lines.insert(lines.size(), "- " + item);
    ++added;
  }
  return {lines.bytes(), added};
}

}  // namespace

bool day_filing::is_predecessors(day today) const {
  if (!conventions_) return true;
  const auto reading = conventions_->current(today);
  return reading->conventions.daily && reading->conventions.daily->folder == daily_folder &&
         reading->dialects.preferred().name() == "due";
}

result<filed_in_day> day_filing::add_tasks(const std::vector<add_task>& tasks, day today,
                                           std::chrono::seconds time_of_day) const {
  const auto reading = conventions_->current(today);
  if (reading->dialects.preferred().name() == "tasknotes") return add_notes(tasks, *reading, today);
  auto path = note_of_day(writer_, reading->conventions, conventions_->copies(), today);
  RETURN_IF_ERROR(path);
  const auto& dialects = reading->dialects;
  if (!dialects.reads(*path))
    return fail(errc::invalid_argument, "Tasks of " + *path +
                                            " do not count in this vault, because its place is left "
                                            "out; file this elsewhere.");
  std::vector<written_task> all;
  all.reserve(tasks.size());
  for (const auto& each : tasks) {
    auto one = written(each, *path, dialects, today);
    RETURN_IF_ERROR(one);
    all.push_back(*std::move(one));
  }
  filed_in_day filed{*path, 0};
  const auto done = writer_.edit(*path, [&](const std::string* current) -> result<std::optional<std::string>> {
    const auto bytes =
        current != nullptr ? *current : beginning_of_note(writer_, reading->conventions, *path, today, time_of_day);
    const editable_text note{bytes};
    const auto before = open_tasks_of(*path, bytes, dialects);
    std::set<open_task> there{before.begin(), before.end()};
    std::vector<std::string> lines;
    filed.added = 0;
    for (const auto& one : all) {
      if (!there.insert(one.reads_as).second) continue;
      lines.insert(lines.end(), one.lines.begin(), one.lines.end());
      ++filed.added;
    }
    if (lines.empty()) return std::optional<std::string>{};
    const auto made = add_lines_to(*path, note.text(), tasks.front().heading, lines, dialects.list());
    if (open_tasks_of(*path, made.bytes, dialects).size() != before.size() + filed.added)
      return fail(errc::invalid_argument, "In " + *path +
                                              " this would not be read as tasks again, by the settings of "
                                              "this vault; nothing was written.");
    return note.bytes_of(*path, made.bytes);
  });
  RETURN_IF_ERROR(done);
  return filed;
}

result<filed_in_day> day_filing::add_notes(const std::vector<add_task>& tasks, const vault_reading& reading,
                                           day today) const {
  const auto folder = folder_target(writer_.root(), reading.conventions.task_notes->folder, conventions_->copies());
  RETURN_IF_ERROR(folder);
  std::vector<std::pair<std::string, std::string>> notes;  // name, bytes
  notes.reserve(tasks.size());
  for (const auto& each : tasks) {
    const auto fields = fields_of(each);
    RETURN_IF_ERROR(fields);
    const auto lines = lines_of_note(reading.dialects.preferred(), *fields, today);
    RETURN_IF_ERROR(lines);
    notes.emplace_back(file_name_of_task(each.text), join(*lines, "\n") + "\n");
  }
  filed_in_day filed{folder->empty() ? std::string{"notes of their own"} : *folder, 0};
  for (const auto& [name, bytes] : notes) {
    const auto there = writer_.read((folder->empty() ? "" : *folder + "/") + name + ".md");
    if (there && *there == bytes) continue;
    RETURN_IF_ERROR(writer_.create_unique(*folder, name, bytes));
    ++filed.added;
  }
  return filed;
}

result<filed_in_day> day_filing::add_items(const std::vector<std::string>& items, day today,
                                           std::chrono::seconds time_of_day) const {
  const auto reading = conventions_->current(today);
  auto path = note_of_day(writer_, reading->conventions, conventions_->copies(), today);
  RETURN_IF_ERROR(path);
  filed_in_day filed{*path, 0};
  const auto done = writer_.edit(*path, [&](const std::string* current) -> result<std::optional<std::string>> {
    const auto bytes =
        current != nullptr ? *current : beginning_of_note(writer_, reading->conventions, *path, today, time_of_day);
    const editable_text note{bytes};
    const auto [text, added] = with_items(note.text(), items);
    filed.added = added;
    if (added == 0) return std::optional<std::string>{};
    return note.bytes_of(*path, text);
  });
  RETURN_IF_ERROR(done);
  return filed;
}

}  // namespace secondbrain::vault
