#include "brain/vault/planner/daily_note_edit.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/event_line.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/planner/task_place.hpp"
#include "brain/vault/text_lines.hpp"
#include "brain/vault/utf8.hpp"
#include "brain/vault/writing/frontmatter_edit.hpp"
#include "brain/vault/writing/note_edit.hpp"

namespace secondbrain::vault {
namespace {

/// Behind the last line of a section that is not blank.
std::size_t end_of_text(const text_lines& lines, line_range within) {
  auto end = within.end;
  while (end > within.begin && trim(lines[end - 1]).empty()) --end;
  return end;
}

/// The section, made at the end of the note when there is none.
line_range require_section(text_lines& lines, daily_section section) {
  if (auto found = find_section(lines, section)) return *found;
  if (lines.size() > 0 && !trim(lines[lines.size() - 1]).empty()) lines.insert(lines.size(), {});
  lines.insert(lines.size(), std::string{heading_of(section)});
  return {lines.size(), lines.size()};
}

/// By what two texts are compared; one of signs only is compared as it is.
std::string comparable(std::string_view text) {
  auto normalised = normalise_task(text);
  return normalised.empty() ? std::string{trim(text)} : normalised;
}

void add_items(text_lines& lines, daily_section section, const std::vector<std::string>& known,
               const std::vector<std::string>& items) {
  std::set<std::string> told;
  for (const auto& item : known) told.insert(comparable(item));
  for (const auto& item : items) {
    auto text = collapse_white_space(item);
    if (text.empty() || !told.insert(comparable(text)).second) continue;
    lines.insert(end_of_text(lines, require_section(lines, section)), "- " + text);
  }
}

/// On one line each, with the category for those that have none; blank ones and repetitions left out. A task that is
/// done may come up again.
std::vector<new_task> tasks_to_add(const std::vector<new_task>& tasks, const std::vector<daily_task>& known,
                                   std::string_view default_category) {
  std::set<std::string> told;
  for (const auto& task : known) {
    if (task.status != task_status::done) told.insert(comparable(task.text));
  }
  std::vector<new_task> missing;
  for (const auto& task : tasks) {
    auto text = collapse_white_space(task.text);
    if (text.empty() || !told.insert(comparable(text)).second) continue;
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
void insert_events_section(text_lines& lines, const std::string& line) {
  auto focus = find_section(lines, daily_section::focus);
  auto at = focus ? focus->begin - 1 : end_of_frontmatter(lines);
  if (at > 0 && !trim(lines[at - 1]).empty()) lines.insert(at++, {});
  for (const auto& text : {std::string{heading_of(daily_section::events)}, line, std::string{}})
    lines.insert(at++, text);
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

std::string add_event(std::string_view bytes, const new_event& event) {
  text_lines lines{bytes};
  auto title = collapse_white_space(event.title);
  auto line = event_bullet(event, title);
  auto section = find_section(lines, daily_section::events);
  if (!section) {
    insert_events_section(lines, line);
    return lines.bytes();
  }
  auto at = section->begin;
  for (auto each = section->begin; each < section->end; ++each) {
    auto known = read_event_line(lines[each]);
    if (!known) continue;
    if (known->title == title) return std::string{bytes};
    at = each + 1;
  }
  lines.insert(at, line);
  return lines.bytes();
}

}  // namespace secondbrain::vault
