// The text of a rule as RFC 5545 has it (§3.3.10).
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "brain/vault/dialects/recurrence_rule.hpp"

namespace secondbrain::vault::dialects {
namespace {

constexpr std::array<std::string_view, 7> weekday_codes = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::array<std::string_view, 7> frequencies = {"YEARLY", "MONTHLY",  "WEEKLY",  "DAILY",
                                                         "HOURLY", "MINUTELY", "SECONDLY"};

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  Number value = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool is_number = failure == std::errc{} && end == text.data() + text.size() && !text.empty();
  return is_number ? std::optional{value} : std::nullopt;
}

std::optional<std::vector<int>> parse_numbers(std::string_view text, int most) {
  std::vector<int> numbers;
  for (const auto& part : split_list(text)) {
    auto number = parse_number<int>(part);
    if (!number || *number < -most || *number > most) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers.empty() ? std::nullopt : std::optional{numbers};
}

std::optional<int> parse_weekday(std::string_view text) {
  auto found = std::find(weekday_codes.begin(), weekday_codes.end(), text);
  return found == weekday_codes.end() ? std::nullopt : std::optional{static_cast<int>(found - weekday_codes.begin())};
}

std::optional<std::vector<weekday_rule>> parse_weekdays(std::string_view text) {
  constexpr std::size_t name_size = 2;
  constexpr int most = 366;
  std::vector<weekday_rule> days;
  for (const auto& part : split_list(text)) {
    if (part.size() < name_size) return std::nullopt;
    auto number = std::string_view{part}.substr(0, part.size() - name_size);
    auto weekday = parse_weekday(std::string_view{part}.substr(number.size()));
    auto nth = number.empty() ? std::optional{0} : parse_number<int>(number);
    if (!weekday || !nth || *nth < -most || *nth > most) return std::nullopt;
    days.push_back({*weekday, *nth});
  }
  return days.empty() ? std::nullopt : std::optional{days};
}

/// `20250804`, `20250804T090000Z` or `2025-08-04`
std::optional<day> parse_date(std::string_view text) {
  text = text.substr(0, text.find('T'));
  constexpr std::size_t compact = 8;
  if (text.size() != compact) return parse_day(text);
  auto spelt = std::string{text.substr(0, 4)}.append("-").append(text.substr(4, 2)).append("-").append(text.substr(6));
  return parse_day(spelt);
}

/// Nothing: the value cannot be read. Names that are not known are passed over.
bool take(recurrence_rule& rule, std::string_view name, std::string_view value) {
  constexpr int most_days = 366;
  auto fill = [&](std::vector<int>& list, int most) {
    auto numbers = parse_numbers(value, most);
    if (numbers) list = *numbers;
    return numbers.has_value();
  };
  if (name == "INTERVAL") {
    auto number = parse_number<std::int64_t>(value);
    constexpr std::int64_t most = 1'000'000'000;
    if (!number || *number < 1 || *number > most) return false;
    rule.interval = *number;
    return true;
  }
  if (name == "COUNT") {
    rule.count = parse_number<std::int64_t>(value);
    return rule.count && *rule.count > 0;
  }
  if (name == "UNTIL") {
    rule.until = parse_date(value);
    return rule.until.has_value();
  }
  if (name == "WKST") {
    auto weekday = parse_weekday(value);
    rule.week_start = weekday.value_or(0);
    return weekday.has_value();
  }
  if (name == "BYDAY" || name == "BYWEEKDAY") {
    auto read = parse_weekdays(value);
    if (read) rule.weekdays = *read;
    return read.has_value();
  }
  if (name == "BYMONTH") return fill(rule.months, 12);
  if (name == "BYMONTHDAY") return fill(rule.month_days, most_days);
  if (name == "BYWEEKNO") return fill(rule.week_numbers, most_days);
  if (name == "BYYEARDAY") return fill(rule.year_days, most_days);
  if (name == "BYHOUR") return fill(rule.hours, 24);
  if (name == "BYSETPOS") return fill(rule.positions, most_days);
  return true;
}

void add_list(std::string& text, std::string_view name, const std::vector<int>& list) {
  if (list.empty()) return;
  text.append(";").append(name).append("=");
  for (auto number : list) text.append(std::to_string(number)).append(",");
  text.pop_back();
}

}  // namespace

std::optional<dated_rule> parse_rrule(std::string_view text) {
  auto upper = ascii_upper_case(trimmed(text));
  std::replace(upper.begin(), upper.end(), '\n', ';');
  dated_rule read;
  bool has_frequency = false;
  for (std::string_view rest = upper; !rest.empty();) {
    auto part = trimmed(rest.substr(0, rest.find(';')));
    rest = rest.find(';') == rest.npos ? std::string_view{} : rest.substr(rest.find(';') + 1);
    if (part.empty()) continue;
    constexpr std::string_view head = "RRULE:";
    if (part.substr(0, head.size()) == head) part.remove_prefix(head.size());
    // `DTSTART:20250804`, or `DTSTART;TZID=Europe/Berlin:20250804T090000`, which has been parted at the semicolon.
    bool is_start = part.starts_with("DTSTART");
    if (is_start || part.starts_with("TZID") || part.starts_with("VALUE")) {
      auto value = part.find_last_of(is_start ? ":=" : ":");
      if (value == part.npos) continue;
      read.start = parse_date(part.substr(value + 1));
      if (!read.start) return std::nullopt;
      continue;
    }
    auto equals = part.find('=');
    if (equals == part.npos) return std::nullopt;
    auto name = trimmed(part.substr(0, equals));
    auto value = trimmed(part.substr(equals + 1));
    if (name == "FREQ") {
      auto found = std::find(frequencies.begin(), frequencies.end(), value);
      if (found == frequencies.end()) return std::nullopt;
      read.rule.every = static_cast<frequency>(found - frequencies.begin());
      has_frequency = true;
      continue;
    }
    if (!take(read.rule, name, value)) return std::nullopt;
  }
  return has_frequency ? std::optional{read} : std::nullopt;
}

std::string to_rrule(const recurrence_rule& rule) {
  std::string text = "FREQ=";
  text.append(frequencies[static_cast<std::size_t>(rule.every)]);
  if (rule.interval != 1) text.append(";INTERVAL=").append(std::to_string(rule.interval));
  if (rule.count) text.append(";COUNT=").append(std::to_string(*rule.count));
  if (rule.until) {
    auto spelt = format_day(*rule.until);
    std::erase(spelt, '-');
    text.append(";UNTIL=").append(spelt);
  }
  add_list(text, "BYMONTH", rule.months);
  add_list(text, "BYMONTHDAY", rule.month_days);
  if (!rule.weekdays.empty()) {
    text.append(";BYDAY=");
    for (const auto& each : rule.weekdays) {
      if (each.nth != 0) text.append(each.nth > 0 ? "+" : "").append(std::to_string(each.nth));
      text.append(weekday_codes[static_cast<std::size_t>(each.weekday)]).append(",");
    }
    text.pop_back();
  }
  add_list(text, "BYWEEKNO", rule.week_numbers);
  add_list(text, "BYYEARDAY", rule.year_days);
  add_list(text, "BYHOUR", rule.hours);
  add_list(text, "BYSETPOS", rule.positions);
  if (rule.week_start != 0) text.append(";WKST=").append(weekday_codes[static_cast<std::size_t>(rule.week_start)]);
  return text;
}

}  // namespace secondbrain::vault::dialects
