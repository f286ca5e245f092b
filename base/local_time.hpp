// Times of day and days as the clock on the wall has them, in the local zone.
//
// Pure functions; any thread (the local zone comes from TZ or the machine). A time that a change to summer time leaves
// out is passed by the first moment after it; one that comes twice does so on the same day.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace secondbrain {

struct time_of_day {
  int minutes = 0;  // since midnight, 0…1439
  auto operator<=>(const time_of_day&) const = default;
};

/// "07:30" or "7:30"; nothing for anything else.
std::optional<time_of_day> parse_time_of_day(std::string_view text);

/// "07:30"
std::string text_of(time_of_day time);

/// A part of each day; one that ends before it begins spans midnight.
struct daily_span {
  time_of_day from;   // inclusive
  time_of_day until;  // exclusive
  bool operator==(const daily_span&) const = default;
};

/// "22:00-07:00"; nothing for anything else, nor for a span without length.
std::optional<daily_span> parse_daily_span(std::string_view text);

std::string text_of(const daily_span& span);

bool contains(const daily_span& span, time_of_day time);

struct local_time {
  std::string day;  // "2026-02-05"
  time_of_day time;
};

local_time local_time_of(wall_time at);

}  // namespace secondbrain
