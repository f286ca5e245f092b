#include "brain/vault/planner/event_note.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/event_keys.hpp"
#include "brain/vault/planner/event_repetition.hpp"
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
template <std::size_t count>
bool is_one_of(std::string_view word, const std::array<std::string_view, count>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
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
  const auto titled = std::string{text} + " x";
  const auto read = read_timed_text(titled);
  return read && read->title == "x" ? read->time : std::string{};
}

std::optional<moment> moment_of(const frontmatter_value* value) {
  constexpr std::size_t day_length = 10;
  const auto text = dated_text_of(value);
  if (text.empty()) return std::nullopt;
  auto behind = text.substr(day_length);
  moment found{std::string{text.substr(0, day_length)}, {}};
  if (!behind.empty() && (behind[0] == 'T' || behind[0] == ' ')) {
    constexpr std::size_t longest_time = 5;
    behind = trimmed(behind.substr(1));
    found.time = time_of(behind.substr(0, std::min(longest_time, behind.size())));
  }
  return found;
}

bool names_an_event(std::string_view text) {
  if (text.starts_with('#')) text.remove_prefix(1);
  return is_one_of(plain_event_key(text.substr(0, text.find('/'))), kinds);
}

/// By its type or its tags.
bool is_called_event(const frontmatter_value& metadata) {
  for (const auto& [key, value] : metadata.entries) {
    if (!is_one_of(plain_event_key(key), kind_keys)) continue;
    if (names_an_event(value.text)) return true;
    if (std::any_of(value.items.begin(), value.items.end(), [](const auto& item) { return names_an_event(item.text); }))
      return true;
  }
  return false;
}

bool has(const frontmatter_value& metadata, std::string_view key) {
  return std::any_of(metadata.entries.begin(), metadata.entries.end(),
                     [key](const auto& entry) { return plain_event_key(entry.key) == key; });
}

bool is_called_repeating(const frontmatter_value& metadata) {
  const auto* type = metadata.find_string("type");
  return type != nullptr && (*type == "recurring" || *type == "rrule");
}

std::string time_of_event(const frontmatter_value& metadata) {
  const auto* all_day = metadata.find("allDay");
  if (all_day != nullptr && ascii_lower_case(all_day->text) == "true") return {};
  if (const auto* time = first_event_value(metadata, time_keys)) return time_of(time->text);
  return {};
}

event_properties repeated(event_repetition repetition, const frontmatter_value& metadata) {
  if (!repetition.days) return {{}, {}, {}, std::move(repetition.trouble)};
  event_properties found{to_text(*repetition.days), time_of_event(metadata), {}, {}};
  if (found.time.empty() && !has(metadata, "allday"))
    if (const auto start = moment_of(first_event_value(metadata, moment_keys))) found.time = start->time;
  return found;
}

}  // namespace

std::optional<event_properties> read_event_properties(const frontmatter_value& metadata) {
  const bool is_called = is_called_event(metadata);
  if (is_called || is_called_repeating(metadata) || has(metadata, "starttime") || has(metadata, "allday"))
    if (auto repetition = read_event_repetition(metadata)) return repeated(std::move(*repetition), metadata);
  const auto start = moment_of(first_event_value(metadata, moment_keys));
  const auto on = moment_of(first_event_value(metadata, day_keys));
  const bool is_event =
      is_called || has(metadata, "allday") || has(metadata, "starttime") || (start && !start->time.empty());
  const auto& begins = start && (!on || !start->time.empty()) ? start : on;
  if (!is_event || !begins) return std::nullopt;

  event_properties found{begins->date, begins->time, {}, {}};
  if (const auto* time = first_event_value(metadata, time_keys); time != nullptr && found.time.empty())
    found.time = time_of(time->text);
  const auto* all_day = metadata.find("allDay");
  if (all_day != nullptr && ascii_lower_case(all_day->text) == "true") found.time.clear();
  if (const auto end = moment_of(first_event_value(metadata, end_keys)); end && end->date > found.date)
    found.end_date = end->date;
  return found;
}

}  // namespace secondbrain::vault
