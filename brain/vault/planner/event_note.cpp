#include "brain/vault/planner/event_note.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/event_time.hpp"

namespace secondbrain::vault {
namespace {

// Without `-` and `_`, in lower case; what stands first counts first.
constexpr auto moment_keys = std::to_array<std::string_view>({"start", "begin", "dtstart", "eventdate", "when"});
constexpr auto day_keys = std::to_array<std::string_view>({"date", "day", "startdate"});
constexpr auto time_keys = std::to_array<std::string_view>({"starttime", "time"});
constexpr auto end_keys = std::to_array<std::string_view>({"enddate", "end", "dtend"});
constexpr auto kind_keys = std::to_array<std::string_view>(
    {"type", "kind", "category", "categories", "class", "fileclass", "notetype", "tags", "tag"});
constexpr auto kinds = std::to_array<std::string_view>(
    {"event", "events", "meeting", "meetings", "appointment", "appointments", "calendarevent"});
constexpr auto repeating_keys = std::to_array<std::string_view>({"rrule", "daysofweek", "startrecur"});

std::string plain(std::string_view text) {
  auto key = ascii_lower_case(text);
  std::erase_if(key, [](char each) { return each == '-' || each == '_' || each == ' '; });
  return key;
}

template <std::size_t count>
bool is_one_of(std::string_view word, const std::array<std::string_view, count>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <std::size_t count>
const frontmatter_value* first_of(const frontmatter_value& metadata, const std::array<std::string_view, count>& keys) {
  for (const auto key : keys)
    for (const auto& entry : metadata.entries)
      if (plain(entry.key) == key) return &entry.value;
  return nullptr;
}

struct moment {
  std::string date;
  std::string time;
};

/// `10:00`, `9:30:00`, `2:30 pm`
std::string time_of(std::string_view text) {
  constexpr std::size_t with_seconds = 3;
  text = trimmed(text);
  if (std::count(text.begin(), text.end(), ':') == 2 && text.size() > with_seconds) text.remove_suffix(with_seconds);
  const auto read = read_timed_text(std::string{text} + " x");
  return read && read->title == "x" ? read->time : std::string{};
}

/// `2026-05-01`, `[[2026-05-01]]`, `2026-05-01T10:00`
std::optional<moment> moment_of(const frontmatter_value* value) {
  constexpr std::size_t day_length = 10;
  if (value == nullptr) return std::nullopt;
  auto text = trimmed(value->text);
  while (text.starts_with('[')) text.remove_prefix(1);
  const auto date = text.substr(0, day_length);
  if (!parse_day(date)) return std::nullopt;
  auto behind = text.substr(day_length);
  moment found{std::string{date}, {}};
  if (!behind.empty() && (behind[0] == 'T' || behind[0] == ' ')) {
    constexpr std::size_t longest_time = 5;
    behind = trimmed(behind.substr(1));
    found.time = time_of(behind.substr(0, std::min(longest_time, behind.size())));
  }
  return found;
}

bool names_an_event(std::string_view text) {
  if (text.starts_with('#')) text.remove_prefix(1);
  return is_one_of(plain(text.substr(0, text.find('/'))), kinds);
}

/// By its type or its tags.
bool is_called_event(const frontmatter_value& metadata) {
  for (const auto& [key, value] : metadata.entries) {
    if (!is_one_of(plain(key), kind_keys)) continue;
    if (names_an_event(value.text)) return true;
    if (std::any_of(value.items.begin(), value.items.end(), [](const auto& item) { return names_an_event(item.text); }))
      return true;
  }
  return false;
}

bool has(const frontmatter_value& metadata, std::string_view key) {
  return std::any_of(metadata.entries.begin(), metadata.entries.end(),
                     [key](const auto& entry) { return plain(entry.key) == key; });
}

}  // namespace

std::optional<event_properties> read_event_properties(const frontmatter_value& metadata) {
  const bool is_called = is_called_event(metadata);
  if (const auto* repeating = first_of(metadata, repeating_keys);
      repeating != nullptr && (is_called || has(metadata, "starttime") || has(metadata, "allday")))
    return event_properties{};
  const auto start = moment_of(first_of(metadata, moment_keys));
  const auto on = moment_of(first_of(metadata, day_keys));
  const bool is_event =
      is_called || has(metadata, "allday") || has(metadata, "starttime") || (start && !start->time.empty());
  const auto& begins = start && (!on || !start->time.empty()) ? start : on;
  if (!is_event || !begins) return std::nullopt;

  event_properties found{begins->date, begins->time, {}};
  if (const auto* time = first_of(metadata, time_keys); time != nullptr && found.time.empty())
    found.time = time_of(time->text);
  const auto* all_day = metadata.find("allDay");
  if (all_day != nullptr && ascii_lower_case(all_day->text) == "true") found.time.clear();
  if (const auto end = moment_of(first_of(metadata, end_keys)); end && end->date > found.date)
    found.end_date = end->date;
  return found;
}

}  // namespace secondbrain::vault
