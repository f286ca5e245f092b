#include "brain/vault/planner/event_repetition.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "brain/vault/dialects/rule_words.hpp"
#include "brain/vault/planner/event_keys.hpp"

namespace secondbrain::vault {
namespace {

using dialects::frequency;
using dialects::recurrence_rule;

constexpr auto rule_keys = std::to_array<std::string_view>({"rrule"});
constexpr auto weekday_keys = std::to_array<std::string_view>({"daysofweek"});
constexpr auto begin_keys = std::to_array<std::string_view>({"startrecur"});
constexpr auto end_keys_of_repetition = std::to_array<std::string_view>({"endrecur"});
constexpr auto first_day_keys =
    std::to_array<std::string_view>({"startdate", "startrecur", "date", "start", "begin", "dtstart"});
constexpr auto skipped_keys = std::to_array<std::string_view>({"skipdates", "exdate", "exdates"});

/// By Monday: 0. Full Calendar's letters, and as people write them; a number counts from Sunday.
std::optional<int> weekday_called(std::string_view text) {
  constexpr std::string_view letters = "mtwrfsu";
  constexpr std::string_view numbers = "1234560";
  const auto name = ascii_lower_case(trimmed(text));
  if (name.empty()) return std::nullopt;
  if (name.size() == 1) {
    const auto at = std::min(letters.find(name[0]), numbers.find(name[0]));
    return at == std::string_view::npos ? std::nullopt : std::optional{static_cast<int>(at)};
  }
  constexpr auto names =
      std::to_array<std::string_view>({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
  for (std::size_t at = 0; at < names.size(); ++at)
    if (names[at].starts_with(name)) return static_cast<int>(at);
  return std::nullopt;
}

/// Of a list, or of one text with commas.
std::vector<std::string> texts_in(const frontmatter_value& value) {
  std::vector<std::string> texts;
  texts.reserve(value.items.size());
  for (const auto& each : value.items) texts.push_back(each.text);
  if (!texts.empty() || value.text.empty()) return texts;
  for (const auto& each : split_list(value.text)) texts.push_back(each);
  return texts;
}

std::vector<day> skipped_days(const frontmatter_value& metadata) {
  std::vector<day> days;
  const auto* written = first_event_value(metadata, skipped_keys);
  if (written == nullptr) return days;
  for (const auto& each : texts_in(*written)) {
    frontmatter_value one;
    one.text = each;
    if (const auto date = day_of_value(&one)) days.push_back(*date);
  }
  return days;
}

event_repetition no_days_because(std::string sentence) {
  return {std::nullopt, std::move(sentence)};
}

event_repetition with_any(repeating_days repeating) {
  if (!repeating.has_any())
    return no_days_because("No day ever fits the rule by which this event repeats; correct it.");
  return {std::move(repeating), {}};
}

event_repetition by_rule(const frontmatter_value& written, const frontmatter_value& metadata) {
  const auto text = written.items.empty() ? written.text : join(texts_in(written), "\n");
  auto read = dialects::parse_rrule(text);
  if (!read)
    if (auto words = dialects::read_rule_words(text)) read = dialects::dated_rule{words->rule, std::nullopt};
  if (!read)
    return no_days_because("The rule by which this event repeats cannot be read; write it as in FREQ=WEEKLY;BYDAY=MO.");
  const auto first = read->start ? read->start : day_of_value(first_event_value(metadata, first_day_keys));
  if (!first)
    return no_days_because("This event repeats, and nothing says from which day on; add startDate: 2026-05-01, say.");
  return with_any({*first, std::move(read->rule), skipped_days(metadata)});
}

event_repetition by_weekdays(const frontmatter_value* written, const frontmatter_value& metadata) {
  recurrence_rule rule;
  rule.every = written != nullptr ? frequency::weekly : frequency::daily;
  if (written != nullptr)
    for (const auto& each : texts_in(*written)) {
      const auto weekday = weekday_called(each);
      if (!weekday)
        return no_days_because("“" + each +
                               "” is no day of the week; write them as in daysOfWeek: [M, T, W, R, F, S, U].");
      rule.weekdays.push_back({*weekday, 0});
    }
  if (written != nullptr && rule.weekdays.empty())
    return no_days_because("This event repeats on no day of the week; write them as in daysOfWeek: [M, W].");
  // As the calendar has it: on the day that is named as its end it is over.
  if (const auto end = day_of_value(first_event_value(metadata, end_keys_of_repetition)))
    rule.until = *end - std::chrono::days{1};
  const auto first = day_of_value(first_event_value(metadata, begin_keys)).value_or(day{});
  return with_any({first, std::move(rule), skipped_days(metadata)});
}

}  // namespace

std::optional<event_repetition> read_event_repetition(const frontmatter_value& metadata) {
  if (const auto* rule = first_event_value(metadata, rule_keys); rule != nullptr) return by_rule(*rule, metadata);
  const auto* weekdays = first_event_value(metadata, weekday_keys);
  if (weekdays == nullptr && first_event_value(metadata, begin_keys) == nullptr) return std::nullopt;
  return by_weekdays(weekdays, metadata);
}

}  // namespace secondbrain::vault
