#include "brain/vault/planner/daily_note.hpp"

#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/event_line.hpp"
#include "brain/vault/planner/task_line.hpp"

namespace secondbrain::vault {
namespace {

std::optional<daily_task> task_at(const text_lines& lines, std::size_t at, const daily_headings& headings) {
  auto read = read_task_line(lines[at]);
  if (!read) return std::nullopt;
  daily_task found;
  found.text = decode_text(read->text);
  found.key = {headings.category(), headings.sub_project(), normalise_task(found.text)};
  found.due_date = read->due_date;
  found.status = read->status;
  found.line = at;
  return found;
}

void add_item(std::vector<std::string>& items, std::string_view line) {
  constexpr std::string_view bullet = "- ";
  line = trimmed(line);
  if (line.substr(0, bullet.size()) == bullet) items.push_back(decode_text(trimmed(line.substr(bullet.size()))));
}

}  // namespace

std::string daily_note_path(std::string_view date) {
  std::string path{daily_folder};
  return path.append("/").append(date).append(".md");
}

std::optional<day> day_of_daily_note(std::string_view path) {
  constexpr std::string_view suffix = ".md";
  if (!path.starts_with(daily_folder) || !path.ends_with(suffix)) return std::nullopt;
  path.remove_prefix(daily_folder.size());
  path.remove_suffix(suffix.size());
  return path.starts_with('/') ? parse_day(path.substr(1)) : std::nullopt;
}

daily_note parse_daily_note(std::string_view date, std::string_view bytes) {
  daily_note note;
  note.date = date;
  text_lines lines{bytes};
  code_and_comments aside{lines};
  daily_headings headings;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (aside.holds(at) || headings.pass(lines[at])) continue;
    switch (headings.section()) {
      case daily_section::other: break;
      case daily_section::focus: add_item(note.focus_items, lines[at]); break;
      case daily_section::notes: add_item(note.notes_items, lines[at]); break;
      case daily_section::events:
        if (auto event = read_event_line(lines[at])) note.events.push_back(event_of(*event, date));
        break;
      case daily_section::tasks:
        if (auto task = task_at(lines, at, headings)) note.tasks.push_back(std::move(*task));
        break;
    }
  }
  return note;
}

std::vector<daily_task> parse_tasks(const text_lines& lines) {
  std::vector<daily_task> tasks;
  code_and_comments aside{lines};
  daily_headings headings;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (aside.holds(at) || headings.pass(lines[at]) || headings.section() != daily_section::tasks) continue;
    if (auto task = task_at(lines, at, headings)) tasks.push_back(std::move(*task));
  }
  return tasks;
}

}  // namespace secondbrain::vault
