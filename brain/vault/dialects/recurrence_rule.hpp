// When something comes back: the rules of RFC 5545 (§3.3.10) by days, and the day that follows.
//
// An engine of our own, because it has to agree with those whose rules these are: rrule.js, in which the Tasks plugin
// and TaskNotes count. libical 3.0.16 gave another day or none in 29 of 1,454 trials with rules of that plugin: it
// ignores what rrule.js takes together (`BYDAY=MO,1TU`), refuses rules that never fit (`BYMONTHDAY=32`) and valid ones
// that are rare, counts biweekly Sundays from another week, and needed up to 0.4 s to find that a rule is over. This
// one works on days alone, needs no time zone, and looks at no more than the 400 years after which the calendar
// repeats.
//
// Values; thread-safe, cannot fail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault::dialects {

enum class frequency : std::uint8_t { yearly, monthly, weekly, daily, hourly, minutely, secondly };

struct weekday_rule {
  int weekday = 0;  // 0: Monday
  int nth = 0;      // in its month or year, from the end when negative; 0: each

  friend bool operator==(const weekday_rule&, const weekday_rule&) = default;
};

/// Empty lists do not restrict.
struct recurrence_rule {
  frequency every = frequency::daily;
  std::int64_t interval = 1;
  std::optional<std::int64_t> count;  // occurrences in all, from the first day on
  std::optional<day> until;           // the last day
  std::vector<int> months;            // 1-12
  std::vector<int> month_days;        // from the end when negative
  std::vector<weekday_rule> weekdays;
  std::vector<int> week_numbers;
  std::vector<int> year_days;
  std::vector<int> hours;
  std::vector<int> positions;  // among the days of one period
  int week_start = 0;          // 0: Monday

  friend bool operator==(const recurrence_rule&, const recurrence_rule&) = default;
};

/// The first day behind `after` on which a rule applies that began on `start`. Nothing: it is over, or no day fits.
std::optional<day> next_occurrence(const recurrence_rule& rule, day start, day after);

/// Whether a rule that began on `start` applies on this day.
bool occurs_on(const recurrence_rule& rule, day start, day on);

struct dated_rule {
  recurrence_rule rule;
  std::optional<day> start;
};

/// `FREQ=WEEKLY;BYDAY=MO,FR`, with or without `RRULE:` and `DTSTART:20250804` before it. Nothing: it cannot be read.
std::optional<dated_rule> parse_rrule(std::string_view text);

/// As RFC 5545 writes it, without a start.
std::string to_rrule(const recurrence_rule& rule);

}  // namespace secondbrain::vault::dialects
