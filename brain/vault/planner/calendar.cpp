#include "brain/vault/planner/calendar.hpp"
#include "base/time_text.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace secondbrain::vault {
namespace {

using std::chrono::days;
using std::chrono::weeks;

constexpr int last_year = 9999;

/// So many digits at the front, taken off the text. Nothing, and the text as it was, when there are fewer.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (char digit : text.substr(0, digits)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, std::string_view mark) {
  if (text.substr(0, mark.size()) != mark) return false;
  text.remove_prefix(mark.size());
  return true;
}

std::optional<day> existing_day(int year, int month, int day_of_month) {
  std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                   std::chrono::day{static_cast<unsigned>(day_of_month)}};
  if (year < 1 || year > last_year || !date.ok()) return std::nullopt;
  return day{date};
}

/// `YYYY<separator>MM<separator>DD`.
std::optional<day> parse_parts(std::string_view text, std::string_view separator) {
  auto year = take_number(text, 4);
  if (!year || !take(text, separator)) return std::nullopt;
  auto month = take_number(text, 2);
  if (!month || !take(text, separator)) return std::nullopt;
  auto day_of_month = take_number(text, 2);
  if (!day_of_month || !text.empty()) return std::nullopt;
  return existing_day(*year, *month, *day_of_month);
}

int calendar_year(day date) {
  return static_cast<int>(std::chrono::year_month_day{date}.year());
}

day monday_of(day date) {
  auto since_monday = std::chrono::weekday{date}.iso_encoding() - 1;
  return date - days{since_monday};
}

/// The week that holds January 4 is the first.
day first_monday(int year) {
  return monday_of(std::chrono::sys_days{std::chrono::year{year} / std::chrono::January / 4});
}

/// What follows the year: `W<separator>ww` and perhaps `<separator>D`.
std::optional<day> parse_week(int year, std::string_view text, std::string_view separator) {
  if (!take(text, "W")) return std::nullopt;
  auto number = take_number(text, 2);
  if (!number || *number < 1 || year < 1) return std::nullopt;
  int day_of_week = 1;
  if (!text.empty()) {
    if (!take(text, separator)) return std::nullopt;
    day_of_week = take_number(text, 1).value_or(0);
    if (!text.empty()) return std::nullopt;
  }
  if (day_of_week < 1 || day_of_week > 7) return std::nullopt;
  auto date = first_monday(year) + weeks{*number - 1} + days{day_of_week - 1};
  if (week_of(date).year != year || calendar_year(date) > last_year) return std::nullopt;
  return date;
}

constexpr std::array weekday_names{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array month_names{"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};

}  // namespace

std::optional<day> parse_day(std::string_view text) {
  return parse_parts(text, "-");
}

std::optional<day> parse_iso_date(std::string_view text) {
  if (auto date = parse_parts(text, "-")) return date;
  if (auto date = parse_parts(text, "")) return date;
  auto year = take_number(text, 4);
  if (!year) return std::nullopt;
  bool separated = take(text, "-");
  return parse_week(*year, text, separated ? "-" : "");
}

std::string format_day(day date) {
  std::chrono::year_month_day parts{date};
  std::array<char, 32> text{};
  auto length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(parts.year()),
                              static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string display_day(day date) {
  std::chrono::year_month_day parts{date};
  return std::string{weekday_name(date)} + ", " + std::string{month_name(date)} + ' ' +
         std::to_string(static_cast<unsigned>(parts.day())) + ", " + std::to_string(calendar_year(date));
}

std::string_view weekday_name(day date) {
  return weekday_names[std::chrono::weekday{date}.c_encoding()];
}

std::string_view month_name(day date) {
  return month_names[static_cast<unsigned>(std::chrono::year_month_day{date}.month()) - 1];
}

day local_day(std::chrono::system_clock::time_point moment) {
  auto seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(moment));
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return std::chrono::year{parts.tm_year + 1900} / (parts.tm_mon + 1) / parts.tm_mday;
}

std::chrono::seconds local_time_of_day(std::chrono::system_clock::time_point moment) {
  const auto seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(moment));
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return std::chrono::hours{parts.tm_hour} + std::chrono::minutes{parts.tm_min} + std::chrono::seconds{parts.tm_sec};
}

iso_week week_of(day date) {
  auto monday = monday_of(date);
  auto year = calendar_year(monday + days{3});
  auto number = static_cast<int>((monday - first_monday(year)).count() / 7) + 1;
  return {year, number, monday, monday + days{6}};
}

}  // namespace secondbrain::vault
