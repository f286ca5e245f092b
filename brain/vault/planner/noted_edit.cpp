#include "brain/vault/planner/noted_edit.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/noted_tasks.hpp"
#include "brain/vault/planner/list_item.hpp"
#include "text/folding.hpp"

namespace secondbrain::vault {
namespace {

using dialects::note_task;

std::vector<note_task> shown_tasks(const dialects::note_view& note, const dialects::dialect_list& dialects) {
  auto tasks = dialects::read_note_tasks(note, dialects);
  tasks.erase(std::remove_if(tasks.begin(), tasks.end(), [](const note_task& one) { return !dialects::is_noted(one); }),
              tasks.end());
  // As the lists show them.
  for (auto& each : tasks)
    if (auto& words = each.line.fields.description; !is_valid_utf8(words) || words.find('\0') != std::string::npos)
      words = decode_text(words);
  return tasks;
}

const std::string& words_of(const note_task& one) {
  return one.line.fields.description;
}

/// How many of the tasks next to it are those that were there.
int neighbours_left(const std::vector<note_task>& tasks, std::size_t at, const task_place& place) {
  const bool above = at > 0 ? words_of(tasks[at - 1]) == place.above : place.above.empty();
  const bool below = at + 1 < tasks.size() ? words_of(tasks[at + 1]) == place.below : place.below.empty();
  return (above ? 1 : 0) + (below ? 1 : 0);
}

result<std::size_t> find_again(const std::vector<note_task>& tasks, const task_place& place) {
  std::vector<std::size_t> same;
  for (std::size_t at = 0; at < tasks.size(); ++at)
    if (words_of(tasks[at]) == place.text) same.push_back(at);
  if (same.empty())
    return fail(errc::not_found,
                "The task \"" + place.text + "\" is not in its note any more; look at the list again.");
  if (place.in_note == 1 && same.size() == 1) return same.front();
  std::vector<std::size_t> below;
  std::copy_if(same.begin(), same.end(), std::back_inserter(below),
               [&](std::size_t at) { return tasks[at].heading == place.heading; });
  if (below.size() == place.of && place.nth < below.size()) return below[place.nth];
  // Others of these words were written, moved or taken away: it is one that stands where it stood, or none.
  constexpr int both = 2;
  const auto stands_there = [&](std::size_t at) { return neighbours_left(tasks, at, place) == both; };
  const auto found = std::find_if(same.begin(), same.end(), stands_there);
  if (found != same.end() && std::none_of(std::next(found), same.end(), stands_there)) return *found;
  return fail(errc::conflict, "The note holds, or held, several tasks \"" + place.text +
                                  "\" and has changed meanwhile; look at the list again, and choose one there.");
}

/// A line below which the text goes on: of two that a done task leaves, the one that is still to do.
struct one_change {
  std::size_t task = 0;
  std::optional<std::size_t> next;
};

/// Which of the lines that came of it is the task itself: the one that is closed, where one came back.
std::optional<one_change> lines_after(const dialects::note_view& note, const dialects::task_dialect& dialect,
                                      std::size_t begin, std::size_t end) {
  std::vector<std::pair<std::size_t, bool>> found;  // where, and whether it is closed
  for (auto at = begin; at < end;) {
    const auto read = dialect.read(note, at);
    if (read) found.emplace_back(at, dialects::is_closed(read->mark.type));
    at = read && !read->marker.empty() ? std::max(read->end, at + 1) : at + 1;
  }
  if (found.empty()) return std::nullopt;
  if (found.size() == 1) return one_change{found.front().first, {}};
  const bool first_is_next = !found[0].second && found[1].second;
  return first_is_next ? one_change{found[1].first, found[0].first} : one_change{found[0].first, found[1].first};
}

std::optional<std::string> heading_text(std::string_view line) {
  auto text = trimmed(line);
  const auto level = std::min(text.find_first_not_of('#'), text.size());
  if (level == 0 || level > 6 || (level < text.size() && text[level] != ' ')) return std::nullopt;
  text = trimmed(text.substr(level));
  // `## Roof ##` is closed, `## C#` is called so.
  const auto closing = text.find_last_not_of('#');
  if (closing == text.npos) return std::string{};
  if (closing + 1 < text.size() && (text[closing] == ' ' || text[closing] == '\t'))
    text = trimmed(text.substr(0, closing));
  return text::case_folded(text);
}

std::size_t behind_item(const text_lines& lines, const code_and_comments& aside, const dialects::task_line& task) {
  return std::max(task.end, end_of_item(lines, aside, task.begin));
}

}  // namespace

task_place task_place::of_task(const std::vector<noted_task>& tasks, std::size_t at) {
  task_place place;
  place.text = tasks[at].text;
  place.heading = tasks[at].heading;
  place.of = place.in_note = 0;
  for (std::size_t each = 0; each < tasks.size(); ++each) {
    if (tasks[each].text != place.text) continue;
    ++place.in_note;
    if (tasks[each].heading != place.heading) continue;
    if (each == at) place.nth = place.of;
    ++place.of;
  }
  if (at > 0) place.above = tasks[at - 1].text;
  if (at + 1 < tasks.size()) place.below = tasks[at + 1].text;
  return place;
}

result<noted_task> task_in(std::string_view path, std::string_view bytes, const task_place& place,
                           const dialects::dialect_list& dialects) {
  const text_lines lines{bytes};
  const code_and_comments aside{lines};
  const auto tasks = shown_tasks({path, lines, aside}, dialects);
  const auto found = find_again(tasks, place);
  RETURN_IF_ERROR(found);
  return dialects::noted(path, tasks[*found]);
}

result<edited_note> change_task_in(std::string_view path, std::string_view bytes, const task_place& place,
                                   const std::vector<dialects::task_change>& changes,
                                   const dialects::dialect_list& dialects, day today) {
  edited_note edited{std::string{bytes}, {}, {}, true};
  std::optional<std::string_view> dialect_name;
  for (const auto& change : changes) {
    const auto before = std::exchange(edited.bytes, {});
    text_lines lines{before};
    const code_and_comments aside{lines};
    std::optional<dialects::task_line> task;
    if (!edited.line) {
      const auto tasks = shown_tasks({path, lines, aside}, dialects);
      const auto found = find_again(tasks, place);
      RETURN_IF_ERROR(found);
      task = tasks[*found].line;
      dialect_name = task->dialect;
    }
    const auto* dialect = dialects::dialect_named(dialects, *dialect_name);
    if (!task) task = dialect->read({path, lines, aside}, *edited.line);
    if (!task) return fail(errc::conflict, "The task changed while it was written; try again.");
    const auto fresh = dialect->edit({path, lines, aside}, *task, change, today);
    RETURN_IF_ERROR(fresh);
    const auto begin = task->begin;
    lines.exchange(begin, task->end, *fresh);
    edited.bytes = lines.bytes();
    if (fresh->empty()) {
      edited.line.reset();
      return edited;
    }
    const text_lines after{edited.bytes};
    const code_and_comments aside_after{after};
    const auto place_now = lines_after({path, after, aside_after}, *dialect, begin, begin + fresh->size());
    edited.line = place_now ? place_now->task : begin;
    edited.is_read_again = place_now.has_value();
    if (place_now && place_now->next) edited.next = place_now->next;
  }
  return edited;
}

result<cut_task> cut_task_from(std::string_view path, std::string_view bytes, const task_place& place,
                               const dialects::dialect_list& dialects) {
  text_lines lines{bytes};
  const code_and_comments aside{lines};
  const auto tasks = shown_tasks({path, lines, aside}, dialects);
  const auto found = find_again(tasks, place);
  RETURN_IF_ERROR(found);
  const auto& task = tasks[*found].line;
  if (task.marker.empty()) return fail(errc::invalid_argument, "This task is a note; move the note.");
  if (task.indentation.find('>') != task.indentation.npos)
    return fail(errc::invalid_argument, "This task stands in a quote, and is moved by hand alone.");
  const auto end = behind_item(lines, aside, task);
  cut_task cut{{}, item_by_itself(lines, aside, task.begin, end)};
  for (auto at = end; at > task.begin; --at) lines.erase(at - 1);
  cut.bytes = lines.bytes();
  return cut;
}

edited_note add_lines_to(std::string_view path, std::string_view bytes, std::string_view asked_heading,
                         const std::vector<std::string>& added, const dialects::dialect_list& dialects) {
  const auto heading = trimmed(asked_heading);
  text_lines lines{bytes};
  const code_and_comments aside{lines};
  const auto tasks = dialects::read_note_tasks({path, lines, aside}, dialects);
  auto begin = aside.content_begin();
  auto end = lines.size();
  std::optional<std::size_t> below;  // where the heading stands
  if (!heading.empty()) {
    const auto wanted = heading_text("## " + std::string{heading});
    for (auto at = begin; at < lines.size(); ++at) {
      if (aside.holds(at)) continue;
      const auto text = heading_text(lines[at]);
      if (!text) continue;
      if (below) {
        end = at;
        break;
      }
      if (text == wanted) below = at;
    }
    if (below) begin = *below + 1;
  }
  std::size_t at = lines.size();
  std::vector<std::string> fresh;
  bool needs_blank_line = false;
  const bool is_new_heading = !heading.empty() && !below;
  if (!is_new_heading) {
    at = heading.empty() ? lines.size() : begin;
    for (const auto& each : tasks)
      if (!each.line.marker.empty() && each.line.begin >= begin && each.line.begin < end)
        at = std::max(heading.empty() && at == lines.size() ? 0 : at, behind_item(lines, aside, each.line));
    if (at < lines.size()) at = aside.outside(at);
    const auto place = place_of_item(lines, at, std::max(at, end), added);
    at = place.at;
    needs_blank_line = place.needs_blank_line;
  } else {
    if (const auto closing = aside.closing_line(); !closing.empty()) fresh.push_back(closing);
    if (lines.size() > 0 && !trimmed(lines[lines.size() - 1]).empty()) fresh.emplace_back();
    fresh.push_back("## " + std::string{heading});
    fresh.emplace_back();
  }
  if (at == lines.size() && !is_new_heading) {
    if (const auto closing = aside.closing_line(); !closing.empty()) fresh.push_back(closing);
    // A list item right below a paragraph would be read as part of it by some.
    const bool follows_words = lines.size() > aside.content_begin() && !trimmed(lines[lines.size() - 1]).empty() &&
                               (tasks.empty() || behind_item(lines, aside, tasks.back().line) != lines.size());
    if (follows_words && fresh.empty()) fresh.emplace_back();
  }
  edited_note edited;
  edited.line = at + fresh.size();
  fresh.insert(fresh.end(), added.begin(), added.end());
  if (needs_blank_line) fresh.emplace_back();
  for (const auto& line : fresh) lines.insert(at++, line);
  edited.bytes = lines.bytes();
  const text_lines after{edited.bytes};
  const code_and_comments aside_after{after};
  const auto now = shown_tasks({path, after, aside_after}, dialects);
  edited.is_read_again =
      std::any_of(now.begin(), now.end(), [&](const note_task& one) { return one.line.begin == *edited.line; });
  return edited;
}

}  // namespace secondbrain::vault
