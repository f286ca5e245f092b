#include "base/local_time.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "base/text.hpp"

namespace secondbrain {
namespace {

constexpr int minutes_an_hour = 60;

std::optional<int> number_below(std::string_view digits, int limit) {
  int number = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = failure == std::errc{} && end == digits.data() + digits.size() && digits.front() != '-';
  return whole && number < limit ? std::optional{number} : std::nullopt;
}

}  // namespace

std::optional<time_of_day> parse_time_of_day(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  const auto hour = number_below(text.substr(0, colon), 24);
  const auto minute = number_below(text.substr(colon + 1), minutes_an_hour);
  if (!hour || !minute) return std::nullopt;
  return time_of_day{*hour * minutes_an_hour + *minute};
}

std::string text_of(time_of_day time) {
  std::array<char, 32> text{};
  const auto length = std::snprintf(text.data(), text.size(), "%02d:%02d", time.minutes / minutes_an_hour,
                                    time.minutes % minutes_an_hour);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<daily_span> parse_daily_span(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = parse_time_of_day(trimmed(text.substr(0, dash)));
  const auto until = parse_time_of_day(trimmed(text.substr(dash + 1)));
  if (!from || !until || *from == *until) return std::nullopt;
  return daily_span{*from, *until};
}

std::string text_of(const daily_span& span) {
  return text_of(span.from) + "-" + text_of(span.until);
}

bool contains(const daily_span& span, time_of_day time) {
  if (span.from < span.until) return time >= span.from && time < span.until;
  return time >= span.from || time < span.until;
}

local_time local_time_of(wall_time at) {
  const auto seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
  std::tm parts{};
  localtime_r(&seconds, &parts);
  std::array<char, 32> day{};
  const auto length = std::strftime(day.data(), day.size(), "%Y-%m-%d", &parts);
  return {{day.data(), length}, {parts.tm_hour * minutes_an_hour + parts.tm_min}};
}

}  // namespace secondbrain
