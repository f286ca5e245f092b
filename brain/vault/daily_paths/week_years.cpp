#include "brain/vault/daily_paths/week_years.hpp"

namespace secondbrain::vault {

namespace {

day first_of(int year) {
  return day{std::chrono::year{year} / std::chrono::January / 1};
}

/// The day on which the first week of a year begins; it may lie in the year before.
day first_week_begins(int year, week_rule rule) {
  const day held = first_of(year) + std::chrono::days{rule.first_week_holds - 1};
  return held - std::chrono::days{(7 + weekday_of(held) - rule.first_weekday) % 7};
}

}  // namespace

int weekday_of(day date) {
  return static_cast<int>(std::chrono::weekday{date}.c_encoding());
}

int year_of(day date) {
  return static_cast<int>(std::chrono::year_month_day{date}.year());
}

int days_in_year(int year) {
  return std::chrono::year{year}.is_leap() ? 366 : 365;
}

int weeks_in_year(int year, week_rule rule) {
  return static_cast<int>((first_week_begins(year + 1, rule) - first_week_begins(year, rule)).count() / 7);
}

week_number week_number_of(day date, week_rule rule) {
  int year = year_of(date);
  if (date < first_week_begins(year, rule)) --year;
  if (date >= first_week_begins(year + 1, rule)) ++year;
  return {year, static_cast<int>((date - first_week_begins(year, rule)).count() / 7) + 1};
}

day first_day_of_week(week_number week, week_rule rule) {
  return first_week_begins(week.year, rule) + std::chrono::days{7 * (week.week - 1)};
}

}  // namespace secondbrain::vault
