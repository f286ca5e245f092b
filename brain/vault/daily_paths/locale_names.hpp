// How a language writes dates in file names: the names of months and days, ordinals, weeks and digits, as moment.js
// (and so Obsidian) has them. A language is one row of a table; lists stand in one text, parted by `|`.
//
// Constant data; any thread; cannot fail.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace secondbrain::vault {

/// Where a day must stand for the month to take the form that goes with it ("январь", but "24 января").
enum class day_and_month : std::uint8_t { day_before, day_and_spaces_before, day_anywhere_before, either_order };

struct locale_names {
  std::string_view id{};                       // `de`, `pt-br`
  std::string_view months{};                   // by themselves
  std::string_view months_beside_day{};        // empty: the same
  std::string_view short_months{};             // MMM
  std::string_view short_months_beside_day{};  // empty: the same
  std::string_view weekdays{};                 // dddd, from Sunday
  std::string_view short_weekdays{};           // ddd
  std::string_view least_weekdays{};           // dd
  int first_weekday = 0;                       // of a week: 0 Sunday, 1 Monday, 6 Saturday
  int first_week_holds = 1;                    // the day of January that always lies in the first week
  std::string_view digits{};                   // ten, where they are not 0…9
  std::string_view comma{};                    // where it is not `,`
  day_and_month beside = day_and_month::day_before;
  bool no_dots_between_hyphens = false;  // `1-ene-2026`
  std::string_view day_ordinal{};        // `%dth|%dst:1,21,31`: the usual form, then others with their numbers
  std::string_view month_ordinal{};      // empty: as days, also below
  std::string_view quarter_ordinal{};
  std::string_view week_ordinal{};
  std::string_view weekday_ordinal{};  // empty: as months
  std::string_view date = "MM/DD/YYYY";
  std::string_view long_date = "MMMM D, YYYY";
  std::string_view long_date_time = "MMMM D, YYYY h:mm A";
  std::string_view full_date_time = "dddd, MMMM D, YYYY h:mm A";
  std::string_view time = "h:mm A";
  std::string_view long_time = "h:mm:ss A";
  std::string_view short_date{};       // `l`; empty: `L` without leading zeros
  std::string_view short_long_date{};  // `ll`; empty: `LL` with short names
  std::string_view before_noon = "AM";
  std::string_view after_noon = "PM";
};

/// `de-DE` and `de_AT.UTF-8` find `de` and `de-at`; `zh` finds `zh-cn`. Null: the language is not in the table.
const locale_names* find_locale(std::string_view name);
const locale_names& english();

/// All of them, English first.
std::span<const locale_names* const> all_locales();

/// The part of a list at this place.
std::string_view part_of(std::string_view list, int at);

/// A number as the n-th, by the rule of one of the fields above.
std::string ordinal_text(std::string_view rule, int number);

/// Own digits and comma instead of ASCII's, and back.
std::string with_own_digits(const locale_names& locale, std::string_view text);
std::string with_plain_digits(const locale_names& locale, std::string_view text);

}  // namespace secondbrain::vault

namespace secondbrain::vault::detail {

std::span<const locale_names> locale_names_north();
std::span<const locale_names> locale_names_west();
std::span<const locale_names> locale_names_east();
std::span<const locale_names> locale_names_asia();

}  // namespace secondbrain::vault::detail
