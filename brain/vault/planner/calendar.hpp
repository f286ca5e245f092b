// Calendar days as texts `YYYY-MM-DD` and as numbers of days: parsing, arithmetic, ISO weeks, and which day it is here.
//
// Thread-safe. No clock of its own: whoever asks hands in the time.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace secondbrain::vault {

using day = std::chrono::sys_days;  // a calendar day without zone

/// Exactly `YYYY-MM-DD` and a day that exists.
std::optional<day> parse_day(std::string_view text);

/// What Python's date parser takes: `YYYY-MM-DD`, `YYYYMMDD`, `YYYY-Www-D`, `YYYYWwwD`, `YYYY-Www`, `YYYYWww`.
std::optional<day> parse_iso_date(std::string_view text);

std::string format_day(day date);

/// `Friday, February 6, 2026`.
std::string display_day(day date);

/// English, in full: `Friday`, `February`.
std::string_view weekday_name(day date);
std::string_view month_name(day date);

/// The day it is in the process's time zone at that moment.
day local_day(std::chrono::system_clock::time_point moment);
/// Likewise the time since midnight, as a clock on the wall shows it.
std::chrono::seconds local_time_of_day(std::chrono::system_clock::time_point moment);

struct iso_week {
  int year = 0;
  int number = 0;  // 1-53
  day monday;
  day sunday;
};

/// ISO 8601: the week belongs to the year of its Thursday.
iso_week week_of(day date);

}  // namespace secondbrain::vault
