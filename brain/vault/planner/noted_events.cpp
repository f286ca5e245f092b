#include "brain/vault/planner/noted_events.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/event_line.hpp"
#include "brain/vault/planner/event_note.hpp"
#include "brain/vault/planner/event_time.hpp"
#include "brain/vault/planner/line_shape.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {
namespace {

constexpr auto told_afterwards =
    std::to_array<std::string_view>({"log", "journal", "diary", "worklog", "work log", "daily log",
                                     "interstitial journal", "tagebuch", "protokoll", "done today"});

/// Of the item that a line is, behind its box; nothing where it is none, or its box says that it was cancelled.
std::optional<std::string_view> item_text(std::string_view line) {
  const auto marker = read_list_marker(shape_of(line));
  if (!marker) return std::nullopt;
  auto text = trimmed(marker->text);
  const bool has_box = text.size() > 2 && text[0] == '[' && text[2] == ']';
  if (!has_box) return text;
  if (text[1] == '-') return std::nullopt;
  return left_trimmed(text.substr(3));
}

/// Of events that last all day.
bool may_hold_section(std::string_view text) noexcept {
  return text.find("vents") != text.npos || text.find("VENTS") != text.npos;
}

/// A day has a number somewhere, in whatever script.
bool may_be_daily(std::string_view path) noexcept {
  return std::any_of(path.begin(), path.end(), [](char each) { return is_ascii_digit(each) || (each & '\x80') != 0; });
}

/// The nearest heading above says what the lines below it are.
class heading_above {
 public:
  bool pass(std::string_view line) {
    const auto begin = line.find_first_not_of('#');
    if (begin == 0 || line.empty() || line[0] != '#' || begin == line.npos || line[begin] != ' ') return false;
    auto title = ascii_lower_case(trimmed(line.substr(begin)));
    while (!title.empty() && (title.back() == ':' || title.back() == '#' || title.back() == ' ')) title.pop_back();
    is_told_ = std::find(told_afterwards.begin(), told_afterwards.end(), title) != told_afterwards.end();
    return true;
  }
  bool is_told_afterwards() const noexcept { return is_told_; }

 private:
  bool is_told_ = false;
};

noted_event noted(const note& source, std::size_t line, const event_line& read) {
  return {source.path, static_cast<int>(line) + 1, std::string{read.title}, {}, read.time, std::string{read.end_date}};
}

void add_lines(const note& source, std::string_view text, std::vector<noted_event>& events) {
  if (!may_be_daily(source.path) || (!may_hold_timed_text(text) && !may_hold_section(text))) return;
  const text_lines lines{text};
  const code_and_comments aside{lines};
  daily_headings sections;
  heading_above heading;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (aside.holds(at)) continue;
    const bool is_section = sections.pass(lines[at]);
    if (heading.pass(lines[at]) || is_section || heading.is_told_afterwards()) continue;
    const auto item = item_text(lines[at]);
    if (!item || item->empty()) continue;
    auto read = read_event_text(*item);
    if (read && (!read->time.empty() || sections.section() == daily_section::events))
      events.push_back(noted(source, at, *read));
  }
}

}  // namespace

std::vector<noted_event> noted_events_of(const note& source, std::string_view text) {
  std::vector<noted_event> events;
  if (const auto by_frontmatter = read_event_properties(source.metadata);
      by_frontmatter && !by_frontmatter->date.empty())
    events.push_back(
        {source.path, 1, source.title, by_frontmatter->date, by_frontmatter->time, by_frontmatter->end_date});
  const bool is_predecessors = source.path.starts_with(std::string{daily_folder} + "/");
  if (!is_predecessors) add_lines(source, text, events);
  return events;
}

std::vector<repeating_event> repeating_events(std::span<const noted_event> events) {
  std::vector<repeating_event> found;
  for (const auto& each : events) {
    auto days = repeating_days_in(each.date);
    if (!days) continue;
    calendar_event one;
    one.title = each.title;
    one.time = each.time;
    one.source_file = each.path;
    found.push_back({std::move(one), std::move(*days)});
  }
  return found;
}

std::vector<calendar_event> occurrences(std::span<const repeating_event> events, day begin, day end) {
  constexpr std::size_t most_of_one = 3'660;
  constexpr std::size_t most_of_all = 100'000;
  std::vector<calendar_event> found;
  for (const auto& each : events) {
    const auto left = std::min(most_of_one, most_of_all - std::min(most_of_all, found.size()));
    for (const auto date : each.days.between(begin, end, left)) {
      found.push_back(each.event);
      found.back().date = format_day(date);
    }
  }
  return found;
}

std::vector<calendar_event> dated_events(std::span<const noted_event> events,
                                         const std::function<std::optional<day>(std::string_view path)>& day_of) {
  std::vector<calendar_event> found;
  std::string_view path;
  std::optional<std::string> date;  // of that note; empty: it stands for no day
  for (const auto& each : events) {
    if (std::exchange(path, each.path) != each.path) date.reset();
    if (each.date.empty() && !date) {
      const auto stands_for = day_of(path);
      date = stands_for ? format_day(*stands_for) : std::string{};
    }
    const auto& day = each.date.empty() ? *date : each.date;
    if (day.empty() || repeating_days_in(day)) continue;
    calendar_event one;
    one.title = each.title;
    one.date = day;
    one.time = each.time;
    if (each.end_date > day) one.end_date = each.end_date;
    one.source_file = each.path;
    found.push_back(std::move(one));
  }
  return found;
}

}  // namespace secondbrain::vault
