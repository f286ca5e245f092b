#include "brain/vault/report/unread_lines.hpp"

#include <algorithm>
#include <iterator>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "brain/vault/dialects/rule_words.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/event_line.hpp"
#include "brain/vault/planner/task_fields.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/report/task_signs.hpp"

namespace secondbrain::vault {

namespace {

/// What changes when a task is to be done; a done or creation date does not.
constexpr std::string_view unread_of_daily_tasks[] = {
    "🔁",        "⏳",          "⌛",         "🛫",         "🔺",        "⏫",           "🔼",         "🔽",
    "⏬",        "⛔",          "[repeat::", "[scheduled::", "[start::", "[priority::", "(repeat::", "(scheduled::",
    "(start::", "(priority::"};

/// `2026-02-30`, whether or not there is such a day.
bool has_shape_of_day(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00";
  if (text.size() < shape.size()) return false;
  for (std::size_t at = 0; at < shape.size(); ++at)
    if (shape[at] == '0' ? !is_ascii_digit(text[at]) : text[at] != shape[at]) return false;
  return text.size() == shape.size() || !is_ascii_digit(text[shape.size()]);
}

/// Without the signs of quotes and lists; nothing is taken off where there is no marker.
struct item_text {
  std::string_view text;
  bool has_marker = false;
  bool has_space = false;  // behind it
};

item_text without_marker(std::string_view line) {
  const auto begin = line.find_first_not_of(" \t>");
  if (begin == std::string_view::npos) return {};
  auto text = line.substr(begin);
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool is_bullet = digits == 0 && std::string_view{"-*+"}.find(text[0]) != std::string_view::npos;
  const bool is_number = digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')');
  if (!is_bullet && !is_number) return {text, false, false};
  const auto rest = text.substr(digits + 1);
  return {left_trimmed(rest), true, rest.starts_with(' ') || rest.starts_with('\t')};
}

/// `[ ]`, `[]`, `[x ]`, `[ x]`: as a box, and nothing that is a link or a note at the foot.
bool begins_like_box(std::string_view text) {
  if (!text.starts_with('[')) return false;
  const auto end = text.find(']');
  if (end == std::string_view::npos || end > 4) return false;
  const auto inside = trimmed(text.substr(1, end - 1));
  if (inside.size() > 1 || (inside.size() == 1 && std::string_view{"xX/-"}.find(inside) == std::string_view::npos))
    return false;
  const auto behind = text.substr(end + 1);
  return !behind.starts_with('(') && !behind.starts_with('[') && !behind.starts_with(':') && !trimmed(behind).empty();
}

bool ends_with_dated_sign(std::string_view text) {
  constexpr std::size_t day_size = 10;
  text = trimmed(text);
  if (text.size() < day_size || !has_shape_of_day(text.substr(text.size() - day_size))) return false;
  const auto before = text.substr(0, text.size() - day_size);
  const auto format = format_of_task(before.substr(before.size() - std::min<std::size_t>(before.size(), 12)));
  return format == "tasks";
}

}  // namespace

std::string trouble_with_box(std::string_view line) {
  const auto item = without_marker(line);
  if (item.text.empty()) return {};
  if (begins_like_box(item.text)) {
    if (!item.has_marker) return "A box without a list marker is no task; write “- [ ] ” before the text.";
    if (item.has_space && !read_boxed_line(line).sign.empty()) return {};
    return "This box is not read as one; write “- [ ] ” with a space behind the marker and one sign in the box.";
  }
  if (item.has_marker && item.has_space && read_boxed_line(line).sign.empty() && ends_with_dated_sign(item.text))
    return "It has a date as tasks have it, but no box; write “- [ ] ” before the text if it is a task.";
  return {};
}

std::string trouble_with_daily_box(std::string_view line, daily_place place) {
  const auto box = read_boxed_line(line);
  if (box.sign.empty() || box.text.empty()) return {};
  if (place == daily_place::elsewhere)
    return "Tasks of a daily note are read below “## Tasks” alone; move the line there if it is one.";
  if (read_task_line(line)) return {};
  return "A task of a daily note begins with “- [ ] ”, “- [/] ” or “- [x] ”, outside of quotes; write it so.";
}

std::string trouble_with_daily_fields(std::string_view line) {
  const auto task = read_task_line(line);
  if (!task || task->status == task_status::done) return {};
  const auto body = line.substr(line.find(']') + 1);
  for (const auto& field : find_task_fields(body).found) {
    if (field.kind != secondbrain::vault::field_kind::other) continue;
    const auto text = trimmed(body.substr(field.begin, field.end - field.begin));
    const bool says_something = std::any_of(std::begin(unread_of_daily_tasks), std::end(unread_of_daily_tasks),
                                            [&](std::string_view begin) { return text.starts_with(begin); });
    if (says_something)
      return "A task of a daily note has a due date and nothing else, so “" + std::string{text} +
             "” is not read; in other notes it is.";
  }
  return {};
}

std::string trouble_among_daily_notes(std::string_view line) {
  const auto box = read_boxed_line(line);
  if (box.sign.empty() || box.text.empty()) return {};
  return "This note lies among the daily notes and is not named by a day, so its tasks are not read; move it to "
         "another "
         "folder, or name it YYYY-MM-DD.md.";
}

std::string trouble_with_other_dates(std::string_view text) {
  constexpr std::size_t day_size = 10;
  constexpr std::string_view introducing[] = {":", "：", "!", "("};
  for (std::size_t at = text.find_first_of("0123456789"); at != std::string_view::npos;
       at = text.find_first_of("0123456789", at + 1)) {
    if (!has_shape_of_day(text.substr(at))) continue;
    const auto before = right_trimmed(text.substr(0, at));
    const auto* sign = std::find_if(std::begin(introducing), std::end(introducing),
                                    [&](std::string_view each) { return before.ends_with(each); });
    // `(2026-05-01)` is a remark, `@due(2026-05-01)` is none.
    const auto begin = before.find_last_of(" \t") + 1;  // npos + 1 is 0
    const bool is_named = sign != std::end(introducing) && (*sign != "(" || before.substr(begin).starts_with('@'));
    if (is_named) {
      auto end = std::min(at + day_size, text.size());
      if (end < text.size() && text[end] == ')') ++end;
      return "“" + std::string{text.substr(begin, end - begin)} +
             "” is not read as a date of the task; write it as in 📅 2026-12-01 or [due:: 2026-12-01].";
    }
    at += day_size - 1;
  }
  return {};
}

std::string trouble_with_marker(std::string_view line) {
  const auto item = without_marker(line);
  if (!item.has_marker || !item.has_space || !item.text.starts_with("TODO ")) return {};
  return "TODO is how Logseq marks tasks, and this vault is none of its; write “- [ ] ” instead, or add logseq to "
         "SECONDBRAIN_TASK_FORMATS.";
}

std::string trouble_with_event(std::string_view line) {
  const auto event = read_event_line(line);
  if (!event) return {};
  auto title = event->title;
  if (title.starts_with("**")) title.remove_prefix(2);
  const auto digits = std::min(title.find_first_not_of("0123456789"), title.size());
  const bool looks_timed = digits > 0 && digits <= 2 && digits + 2 < title.size() &&
                           (title[digits] == ':' || title[digits] == '.') && is_ascii_digit(title[digits + 1]) &&
                           is_ascii_digit(title[digits + 2]);
  if (event->time.empty() && looks_timed)
    return "“" + std::string{title.substr(0, title.find(' '))} +
           "” is no time of day, so the event counts for the whole day; times are written 14:30.";
  if (event->end_date.empty() && title.find("(through ") != std::string_view::npos)
    return "What stands behind “through” is no day, so the event counts for one day; days are written YYYY-MM-DD.";
  return {};
}

std::string trouble_with_property(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || line[0] == ' ' || line[0] == '#') return {};
  auto value = trimmed(line.substr(colon + 1));
  while (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
  if (!has_shape_of_day(value) || parse_day(value.substr(0, 10))) return {};
  return "There is no day " + std::string{value.substr(0, 10)} + "; correct it.";
}

std::string trouble_with_recurrence(const dialects::task_fields& task) {
  if (!task.is_recurring) return {};
  const auto read = dialects::read_rule_words(task.recurrence);
  if (!read || read->rule.count || read->rule.until) return {};  // one that ends may be over
  const auto start = parse_day("2024-01-01");
  if (!start || dialects::next_occurrence(read->rule, *start, *start)) return {};
  return "By “" + task.recurrence + "” no day ever comes, so the task would not come back; correct the rule.";
}

std::string trouble_with_daily_name(std::string_view path, std::string_view daily_folder, std::string_view format) {
  if (!daily_folder.empty() && !(path.starts_with(daily_folder) && path.substr(daily_folder.size()).starts_with('/')))
    return {};
  auto name = path.substr(path.rfind('/') + 1);
  if (name.ends_with(".md")) name.remove_suffix(3);
  const auto digits = std::count_if(name.begin(), name.end(), is_ascii_digit);
  const bool is_date = digits == 8 && std::all_of(name.begin(), name.end(), [](char each) {
                         return is_ascii_digit(each) || std::string_view{"-._ "}.find(each) != std::string_view::npos;
                       });
  if (!is_date || !is_ascii_digit(name.front())) return {};
  return "It looks like a daily note, but “" + std::string{format} +
         "” names no day like this; rename it, or correct the format.";
}

}  // namespace secondbrain::vault
