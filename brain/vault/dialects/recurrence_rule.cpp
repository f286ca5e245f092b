#include "brain/vault/dialects/recurrence_rule.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace secondbrain::vault::dialects {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr std::int64_t days_of_a_cycle = 146'097;  // 400 years, after which days and weekdays repeat
constexpr int months_of_a_year = 12;
constexpr int days_of_a_week = 7;
constexpr int last_year = 9999;
constexpr day last_day_of_all = std::chrono::year{last_year} / 12 / 31;  // behind it no day can be written

template <class List, class Value>
bool holds(const List& list, Value value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::int64_t floor_div(std::int64_t value, std::int64_t by) noexcept {
  return value / by - (value % by < 0 ? 1 : 0);
}

int year_of(day date) noexcept {
  return static_cast<int>(year_month_day{date}.year());
}

day first_of_year(int year) noexcept {
  return day{std::chrono::year{year} / 1 / 1};
}

std::int64_t month_number(day date) noexcept {
  year_month_day parts{date};
  return static_cast<std::int64_t>(static_cast<int>(parts.year())) * months_of_a_year +
         static_cast<unsigned>(parts.month()) - 1;
}

day first_of_month(std::int64_t number) noexcept {
  auto year = floor_div(number, months_of_a_year);
  auto month = static_cast<unsigned>(number - year * months_of_a_year) + 1;
  return day{std::chrono::year{static_cast<int>(year)} / std::chrono::month{month} / 1};
}

/// 0: Monday
int weekday_of(day date) noexcept {
  return static_cast<int>(std::chrono::weekday{date}.iso_encoding()) - 1;
}

day first_of_week(day date, int week_start) noexcept {
  return date - days{(weekday_of(date) - week_start + days_of_a_week) % days_of_a_week};
}

/// The week belongs to the year that holds four of its days or more.
struct numbered_week {
  int number = 0;
  int from_end = 0;
};

numbered_week week_number(day date, int week_start) noexcept {
  constexpr int middle = 3;
  auto first = first_of_week(date, week_start);
  auto year = year_of(first + days{middle});
  auto week_one = first_of_week(first_of_year(year) + days{middle}, week_start);
  auto next_one = first_of_week(first_of_year(year + 1) + days{middle}, week_start);
  return {static_cast<int>((first - week_one).count() / days_of_a_week) + 1,
          -static_cast<int>((next_one - first).count() / days_of_a_week)};
}

struct day_range {
  day begin;
  day end;
};

/// A rule that began on a day, which stands in for what the rule leaves open.
class begun_rule {
 public:
  begun_rule(const recurrence_rule& rule, day start) : rule_{rule}, start_{start} {
    year_month_day parts{start};
    bool names_days =
        !rule.week_numbers.empty() || !rule.year_days.empty() || !rule.month_days.empty() || !rule.weekdays.empty();
    if (names_days) return;
    if (rule.every == frequency::yearly && rule.months.empty())
      rule_.months = {static_cast<int>(static_cast<unsigned>(parts.month()))};
    if (rule.every == frequency::yearly || rule.every == frequency::monthly)
      rule_.month_days = {static_cast<int>(static_cast<unsigned>(parts.day()))};
    if (rule.every == frequency::weekly) rule_.weekdays = {{weekday_of(start), 0}};
  }

  std::optional<day> next(day after) const {
    if (rule_.interval < 1 || (rule_.count && *rule_.count < 1)) return std::nullopt;
    auto left = rule_.count;
    // Counting begins with the first day; without a count all that lies before `after` is passed over.
    auto at = left ? start_ : std::max(start_, after + days{1});
    for (std::int64_t looked = 0; looked < days_of_a_cycle && !is_over(at);) {
      if (auto period = period_at(at); period.begin > at) {
        at = period.begin;
        continue;
      }
      ++looked;
      if (fits(at)) {
        if (at > after) return at;
        looked = 0;
        if (left && (*left -= times_on(at)) < 1) return std::nullopt;
      }
      at += days{1};
    }
    return std::nullopt;
  }

 private:
  bool is_over(day at) const noexcept {
    if (at > last_day_of_all) return true;
    if (!rule_.until) return false;
    bool is_later_that_day = !rule_.hours.empty() && *std::min_element(rule_.hours.begin(), rule_.hours.end()) > 0;
    return is_later_that_day ? at >= *rule_.until : at > *rule_.until;
  }

  /// The period that holds the day; if none does, the one that begins next.
  day_range period_at(day at) const {
    switch (rule_.every) {
      case frequency::yearly: {
        auto year = in_step(year_of(start_), year_of(at));
        if (year > last_year) return never();
        return {first_of_year(static_cast<int>(year)), first_of_year(static_cast<int>(year) + 1)};
      }
      case frequency::monthly: {
        auto month = in_step(month_number(start_), month_number(at));
        if (month > static_cast<std::int64_t>(last_year) * months_of_a_year) return never();
        return {first_of_month(month), first_of_month(month + 1)};
      }
      case frequency::weekly: {
        auto origin = first_of_week(start_, rule_.week_start);
        auto week = in_step(0, floor_div((at - origin).count(), days_of_a_week));
        if (week > (last_day_of_all - origin).count() / days_of_a_week) return never();
        auto begin = origin + days{week * days_of_a_week};
        return {begin, begin + days{days_of_a_week}};
      }
      case frequency::daily: return short_period(at, 1);
      case frequency::hourly: return short_period(at, 24);
      case frequency::minutely: return short_period(at, 24 * 60);
      case frequency::secondly: return short_period(at, 24 * 60 * 60);
    }
    return never();
  }

  static day_range never() noexcept { return {last_day_of_all + days{1}, last_day_of_all + days{2}}; }

  /// The first number at or behind `from` that lies whole intervals behind the origin.
  std::int64_t in_step(std::int64_t origin, std::int64_t from) const noexcept {
    auto distance = from - origin;
    return distance <= 0 ? origin : origin + (distance + rule_.interval - 1) / rule_.interval * rule_.interval;
  }

  /// Of rules that apply once a day or more often, and count from the beginning of the first day.
  day_range short_period(day at, std::int64_t steps_of_a_day) const noexcept {
    auto from = (at - start_).count() * steps_of_a_day;
    auto distance = floor_div(in_step(0, from), steps_of_a_day);
    if (distance > (last_day_of_all - start_).count()) return never();
    auto begin = start_ + days{distance};
    return {begin, begin + days{1}};
  }

  /// How often it applies on a day.
  std::int64_t times_on(day at) const noexcept {
    std::int64_t steps = 1;
    switch (rule_.every) {
      case frequency::hourly: steps = 24; break;
      case frequency::minutely: steps = 24 * 60; break;
      case frequency::secondly: steps = 24 * 60 * 60; break;
      default: return rule_.hours.empty() ? 1 : static_cast<std::int64_t>(rule_.hours.size());
    }
    auto from = (at - start_).count() * steps;
    auto first = in_step(0, from);
    return first >= from + steps ? 0 : (from + steps - 1 - first) / rule_.interval + 1;
  }

  bool fits(day at) const {
    if (!passes(at)) return false;
    if (rule_.positions.empty()) return true;
    auto period = period_at(at);
    int before = 0;
    int behind = 0;
    for (auto each = std::max(period.begin, start_); each < period.end; each += days{1})
      if (passes(each)) ++(each < at ? before : behind);
    return holds(rule_.positions, before + 1) || holds(rule_.positions, -behind);
  }

  bool passes(day at) const {
    year_month_day parts{at};
    auto month = static_cast<int>(static_cast<unsigned>(parts.month()));
    if (!rule_.months.empty() && !holds(rule_.months, month)) return false;
    return passes_month_days(at, parts) && passes_weekdays(at, parts) && passes_numbers(at, parts);
  }

  bool passes_month_days(day at, const year_month_day& parts) const {
    if (rule_.month_days.empty()) return true;
    auto from_start = static_cast<int>(static_cast<unsigned>(parts.day()));
    auto from_end = static_cast<int>((at - first_of_month(month_number(at) + 1)).count());
    return holds(rule_.month_days, from_start) || holds(rule_.month_days, from_end);
  }

  bool passes_weekdays(day at, const year_month_day& parts) const {
    bool counts_nth = rule_.every == frequency::yearly || rule_.every == frequency::monthly;
    bool has_plain = false;
    bool fits_plain = false;
    bool has_nth = false;
    bool fits_nth = false;
    for (const auto& each : rule_.weekdays) {
      bool is_nth = each.nth != 0 && counts_nth;
      (is_nth ? has_nth : has_plain) = true;
      if (each.weekday != weekday_of(at)) continue;
      if (is_nth) fits_nth = fits_nth || is_the_nth(at, parts, each.nth);
      if (!is_nth) fits_plain = true;
    }
    return (!has_plain || fits_plain) && (!has_nth || fits_nth);
  }

  bool is_the_nth(day at, const year_month_day& parts, int nth) const {
    bool in_year = rule_.every == frequency::yearly && rule_.months.empty();
    auto year = static_cast<int>(parts.year());
    auto begin = in_year ? first_of_year(year) : first_of_month(month_number(at));
    auto end = in_year ? first_of_year(year + 1) : first_of_month(month_number(at) + 1);
    auto from_start = static_cast<int>((at - begin).count() / days_of_a_week) + 1;
    auto from_end = -static_cast<int>((end - at - days{1}).count() / days_of_a_week) - 1;
    return nth == from_start || nth == from_end;
  }

  bool passes_numbers(day at, const year_month_day& parts) const {
    auto year = static_cast<int>(parts.year());
    if (!rule_.week_numbers.empty()) {
      auto week = week_number(at, rule_.week_start);
      if (!holds(rule_.week_numbers, week.number) && !holds(rule_.week_numbers, week.from_end)) return false;
    }
    if (rule_.year_days.empty()) return true;
    auto from_start = static_cast<int>((at - first_of_year(year)).count()) + 1;
    auto from_end = static_cast<int>((at - first_of_year(year + 1)).count());
    return holds(rule_.year_days, from_start) || holds(rule_.year_days, from_end);
  }

  recurrence_rule rule_;
  day start_;
};

}  // namespace

std::optional<day> next_occurrence(const recurrence_rule& rule, day start, day after) {
  return begun_rule{rule, start}.next(after);
}

bool occurs_on(const recurrence_rule& rule, day start, day on) {
  return on >= start && begun_rule{rule, start}.next(on - days{1}) == on;
}

}  // namespace secondbrain::vault::dialects
