// Weeks as languages count them: which day begins one, and which day of January always lies in the first. Pure.
#pragma once

#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

struct week_rule {
  int first_weekday = 1;     // 0 Sunday, 1 Monday, 6 Saturday
  int first_week_holds = 4;  // a day of January
};

struct week_number {
  int year = 0;
  int week = 0;  // from 1
};

inline constexpr week_rule iso_weeks{};

int weekday_of(day date);  // 0: Sunday
int year_of(day date);
int days_in_year(int year);

int weeks_in_year(int year, week_rule rule);
week_number week_number_of(day date, week_rule rule);
day first_day_of_week(week_number week, week_rule rule);

}  // namespace secondbrain::vault
