#include "brain/vault/planner/daily_note_edit.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/event_line.hpp"
#include "brain/vault/planner/list_item.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/planner/task_place.hpp"
#include "brain/vault/text_lines.hpp"
#include "brain/vault/writing/frontmatter_edit.hpp"

namespace secondbrain::vault {
namespace {

/// Behind the last line of a section that is not blank.
std::size_t end_of_text(const text_lines& lines, line_range within) {
  auto end = within.end;
  while (end > within.begin && trimmed(lines[end - 1]).empty()) --end;
  return end;
}

/// The place for one more item of a section, which is made at the end of the note when there is none.
std::size_t place_for_item(text_lines& lines, daily_section section) {
  code_and_comments aside{lines};
  if (auto found = find_section(lines, aside, section)) return aside.outside(end_of_text(lines, *found));
  auto at = aside.outside(lines.size());
  if (at > 0 && !trimmed(lines[at - 1]).empty()) lines.insert(at++, {});
  lines.insert(at, std::string{heading_of(section)});
  return at + 1;
}

/// On one line each; blank ones and repetitions left out.
std::vector<std::string> items_to_add(const std::vector<std::string>& items, const std::vector<std::string>& known) {
  std::set<std::string> seen;
  for (const auto& item : known) seen.insert(normalise_task(item));
  std::vector<std::string> missing;
  for (const auto& item : items) {
    auto text = collapse_white_space(item);
    if (!text.empty() && seen.insert(normalise_task(text)).second) missing.push_back(std::move(text));
  }
  return missing;
}

void add_items(text_lines& lines, daily_section section, const std::vector<std::string>& known,
               const std::vector<std::string>& items) {
  for (const auto& text : items_to_add(items, known)) {
    auto at = place_for_item(lines, section);
    lines.insert(at, "- " + text);
  }
}

/// What is still to be done in a note: texts of which the last line is not ticked.
std::set<std::string> waiting_texts(const std::vector<daily_task>& known) {
  std::map<task_key, task_status> statuses;
  for (const auto& task : known) statuses[task.key] = task.status;
  std::set<std::string> waiting;
  for (const auto& [key, status] : statuses) {
    if (status != task_status::done) waiting.insert(key.normalised);
  }
  return waiting;
}

/// On one line each, with the category for those that have none; blank ones and repetitions left out. A task that is
/// done may come up again.
std::vector<new_task> tasks_to_add(const std::vector<new_task>& tasks, const std::vector<daily_task>& known,
                                   std::string_view default_category) {
  auto seen = waiting_texts(known);
  std::vector<new_task> missing;
  for (const auto& task : tasks) {
    auto text = collapse_white_space(task.text);
    if (text.empty() || !seen.insert(normalise_task(text)).second) continue;
    auto category = collapse_white_space(task.category);
    auto sub_project = category.empty() ? category : collapse_white_space(task.sub_project);
    if (category.empty()) category = default_category;
    missing.push_back({std::move(text), std::move(category), std::move(sub_project), task.due_date});
  }
  return missing;
}

void place_tasks(text_lines& lines, const std::vector<new_task>& tasks) {
  for (const auto& task : tasks) {
    place_task(lines, task.category, task.sub_project, {new_task_line(task.text, task.due_date)});
  }
}

/// The headings of a new note's tasks, each once.
std::string task_headings(const std::vector<new_task>& tasks) {
  std::vector<std::pair<std::string, std::vector<std::string>>> categories;
  for (const auto& task : tasks) {
    auto of_task = [&](const auto& one) { return one.first == task.category; };
    auto found = std::find_if(categories.begin(), categories.end(), of_task);
    auto& category =
        found != categories.end() ? *found : categories.emplace_back(task.category, std::vector<std::string>{});
    auto& names = category.second;
    bool is_new = std::find(names.begin(), names.end(), task.sub_project) == names.end();
    if (is_new && !task.sub_project.empty()) names.push_back(task.sub_project);
  }
  std::string headings;
  for (const auto& [category, sub_projects] : categories) {
    headings += "### " + category + "\n";
    for (const auto& sub_project : sub_projects) headings += "#### " + sub_project + "\n";
  }
  return headings;
}

/// Before `## Focus`, or below the frontmatter.
void insert_events_section(text_lines& lines, const code_and_comments& aside, const std::string& line) {
  auto focus = find_section(lines, aside, daily_section::focus);
  auto at = focus ? focus->begin - 1 : aside.content_begin();
  if (at > 0 && !trimmed(lines[at - 1]).empty()) lines.insert(at++, {});
  for (const auto& text : {std::string{heading_of(daily_section::events)}, line, std::string{}})
    lines.insert(at++, text);
}

/// Whether an event that is there tells all that a new one would: the same title, and its time and last day if it has
/// them. Another time is another event.
bool is_covered(const event_line& known, const new_event& event, std::string_view title) {
  if (normalise_task(known.title) != normalise_task(title)) return false;
  bool same_time = event.time.empty() || minutes_of(known.time) == minutes_of(event.time);
  return same_time && (event.end_date.empty() || known.end_date == event.end_date);
}

std::string event_bullet(const new_event& event, const std::string& title) {
  auto bullet = "- " + (event.time.empty() ? title : event.time + " — " + title);
  return event.end_date.empty() ? bullet : bullet + " (through " + event.end_date + ")";
}

}  // namespace

std::string make_daily_note(std::string_view date, const std::vector<std::string>& tags, const daily_additions& items) {
  auto skeleton =
      render_frontmatter({{"type", "daily"}, {"date", plain_scalar{std::string{date}}}, {"tags", tags}}) + "\n";
  auto add_section = [&](daily_section section, std::string_view content) {
    skeleton.append(heading_of(section)).append("\n").append(content).append("\n");
  };
  auto tasks = tasks_to_add(items.tasks, {}, "Uncategorized");
  add_section(daily_section::focus, items.focus_items.empty() ? "- \n" : "");
  add_section(daily_section::notes, items.notes_items.empty() ? "- \n" : "");
  add_section(daily_section::tasks, tasks.empty() ? "- [ ] \n" : task_headings(tasks));
  skeleton += "## Links surfaced today\n- \n";
  text_lines lines{skeleton};
  add_items(lines, daily_section::focus, {}, items.focus_items);
  add_items(lines, daily_section::notes, {}, items.notes_items);
  place_tasks(lines, tasks);
  return lines.bytes();
}

std::string add_to_daily_note(std::string_view bytes, const daily_additions& items) {
  auto known = parse_daily_note({}, bytes);
  text_lines lines{bytes};
  add_items(lines, daily_section::focus, known.focus_items, items.focus_items);
  add_items(lines, daily_section::notes, known.notes_items, items.notes_items);
  place_tasks(lines, tasks_to_add(items.tasks, known.tasks, {}));
  return lines.bytes();
}

std::size_t count_missing(std::string_view bytes, const daily_additions& items) {
  auto known = parse_daily_note({}, bytes);
  return items_to_add(items.focus_items, known.focus_items).size() +
         items_to_add(items.notes_items, known.notes_items).size() + tasks_to_add(items.tasks, known.tasks, {}).size();
}

std::string add_event(std::string_view bytes, const new_event& event) {
  text_lines lines{bytes};
  code_and_comments aside{lines};
  auto title = collapse_white_space(event.title);
  auto line = event_bullet(event, title);
  auto section = find_section(lines, aside, daily_section::events);
  if (!section) {
    insert_events_section(lines, aside, line);
    return lines.bytes();
  }
  auto end = section->begin;
  for (auto at = section->begin; at < section->end; ++at) {
    auto known = aside.holds(at) ? std::nullopt : read_event_line(lines[at]);
    if (!known) continue;
    if (is_covered(*known, event, title)) return std::string{bytes};
    end = std::max(end, std::min(end_of_item(lines, aside, at), section->end));
  }
  lines.insert(aside.outside(end), line);
  return lines.bytes();
}

}  // namespace secondbrain::vault
