#include "brain/vault/daily_paths/moment_reading.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.hpp"
#include "base/lower_case.hpp"
#include "base/utf8.hpp"
#include "brain/vault/daily_paths/week_years.hpp"

namespace secondbrain::vault {

namespace {

int of_this_century(int year) {
  return year + (year > 68 ? 1900 : 2000);
}

std::string dotless(std::string_view name) {
  std::string plain{name};
  plain.erase(std::remove(plain.begin(), plain.end(), '.'), plain.end());
  return plain;
}

/// How many bytes of the text are this name in some case; 0: it is another text.
std::size_t length_as(std::string_view name, std::string_view text) {
  if (name.empty()) return 0;
  if (text.starts_with(name)) return name.size();
  const auto part = first_code_points(text, count_code_points(name));
  return lower_case(part) == lower_case(name) ? part.size() : 0;
}

struct digit_count {
  std::string_view token;
  std::size_t least, most;
};

constexpr auto digit_counts = std::to_array<digit_count>({
    {"M", 1, 2},  {"MM", 2, 2},   {"D", 1, 2},    {"DD", 2, 2}, {"DDD", 1, 3}, {"DDDD", 3, 3}, {"Q", 1, 1},
    {"YY", 2, 2}, {"YYYY", 4, 4}, {"y", 1, 9},    {"yy", 1, 9}, {"yyy", 1, 9}, {"yyyy", 1, 9}, {"gg", 2, 2},
    {"GG", 2, 2}, {"gggg", 4, 4}, {"GGGG", 4, 4}, {"w", 1, 2},  {"ww", 2, 2},  {"W", 1, 2},    {"WW", 2, 2},
    {"d", 1, 2},  {"e", 1, 2},    {"E", 1, 2},    {"H", 1, 2},  {"HH", 2, 2},  {"h", 1, 2},    {"hh", 2, 2},
    {"k", 1, 2},  {"kk", 2, 2},   {"m", 1, 2},    {"mm", 2, 2}, {"s", 1, 2},   {"ss", 2, 2},   {"S", 1, 1},
    {"SS", 2, 2}, {"SSS", 3, 3},
});

}  // namespace

bool moment_reading::take_text(std::string_view text) {
  if (text.empty() || !rest_.starts_with(text)) return false;
  rest_.remove_prefix(text.size());
  return true;
}

bool moment_reading::take(std::string_view token) {
  bool taken = false;
  if (token == "Do")
    taken = take_ordinal_day();
  else if (token == "MMM" || token == "MMMM")
    taken = take_month_name(token);
  else if (token == "dd" || token == "ddd" || token == "dddd")
    taken = take_weekday_name(token);
  else if (token == "A" || token == "a")
    taken = take_half_of_day();
  else if (token == "X" || token == "x")
    taken = take_moment(token);
  else if (token == "Y" || token.starts_with("YYYYY"))
    taken = (year_ = signed_digits()).has_value();
  else
    taken = take_number(token);
  anything_ |= taken;
  return taken;
}

bool moment_reading::take_number(std::string_view token) {
  const auto found = std::find_if(digit_counts.begin(), digit_counts.end(),
                                  [token](const digit_count& each) { return each.token == token; });
  if (found == digit_counts.end()) return false;  // `Qo`, `wo`, eras, zones: moment.js does not read them either
  const auto number = digits(found->least, found->most);
  if (!number) return false;
  switch (token[0]) {
    case 'M': month_ = *number; break;
    case 'D': (token.size() > 2 ? day_of_year_ : day_) = *number; break;
    case 'Q': month_ = (*number - 1) * 3 + 1; break;
    case 'Y': year_ = token.size() == 2 ? of_this_century(*number) : *number; break;
    case 'y': year_ = *number; break;
    case 'g': week_year_ = token.size() == 2 ? of_this_century(*number) : *number; break;
    case 'G': iso_year_ = token.size() == 2 ? of_this_century(*number) : *number; break;
    case 'w': week_ = *number; break;
    case 'W': iso_week_ = *number; break;
    case 'd': weekday_ = *number; break;
    case 'e': weekday_of_week_ = *number; break;
    case 'E': iso_weekday_ = *number; break;
    case 'm': minute_ = *number; break;
    case 's': second_ = *number; break;
    case 'S': break;
    default: hour_ = *number;
  }
  return true;
}

std::optional<int> moment_reading::digits(std::size_t least, std::size_t most) {
  std::size_t length = 0;
  int number = 0;
  while (length < most && length < rest_.size() && is_ascii_digit(rest_[length]))
    number = number * 10 + rest_[length++] - '0';
  if (length < least) return std::nullopt;
  rest_.remove_prefix(length);
  return number;
}

std::optional<int> moment_reading::signed_digits() {
  const bool negative = rest_.starts_with('-');
  if (negative || rest_.starts_with('+')) rest_.remove_prefix(1);
  const auto number = digits(1, 6);
  return number && negative ? -*number : number;
}

bool moment_reading::take_ordinal_day() {
  const auto from = rest_;
  std::string_view least;  // what is left behind the longest form
  for (int each = 0;; ++each) {
    const auto form = part_of(locale_.day_ordinal, each);
    if (form.empty()) break;
    const auto at = form.find("%d");
    const auto end = each == 0 ? form.size() : form.rfind(':');
    const auto behind = form.substr(at + 2, end - at - 2);
    rest_ = from;
    if (at > 0 && !take_text(form.substr(0, at))) continue;
    const auto number = digits(1, 2);
    if (!number || (!behind.empty() && !take_text(behind))) continue;
    if (!day_ || rest_.size() < least.size()) {
      day_ = *number;
      least = rest_;
    }
  }
  rest_ = day_ ? least : from;
  return day_.has_value();
}

std::optional<int> moment_reading::name(std::string_view list, std::string_view other, int count) {
  std::size_t longest = 0;
  std::optional<int> found;
  for (const auto names : {list, other})
    for (int each = 0; !names.empty() && each < count; ++each)
      for (const auto& form : {std::string{part_of(names, each)}, dotless(part_of(names, each))})
        if (const auto length = length_as(form, rest_); length > longest) {
          longest = length;
          found = each;
        }
  rest_.remove_prefix(longest);
  return found;
}

bool moment_reading::take_month_name(std::string_view token) {
  const auto found = token == "MMM" ? name(locale_.short_months, locale_.short_months_beside_day, 12)
                                    : name(locale_.months, locale_.months_beside_day, 12);
  if (found) month_ = *found + 1;
  return found.has_value();
}

bool moment_reading::take_weekday_name(std::string_view token) {
  const auto list = token == "dd" ? locale_.least_weekdays : token == "ddd" ? locale_.short_weekdays : locale_.weekdays;
  const auto found = name(list, {}, 7);
  if (found) weekday_ = *found;
  return found.has_value();
}

bool moment_reading::take_half_of_day() {
  for (const auto half : {locale_.before_noon, locale_.after_noon})
    if (const auto length = length_as(half, rest_); length > 0) {
      rest_.remove_prefix(length);
      return true;
    }
  return false;
}

bool moment_reading::take_moment(std::string_view token) {
  std::int64_t number = 0;
  std::size_t length = 0;
  while (length < 14 && length < rest_.size() && is_ascii_digit(rest_[length]))
    number = number * 10 + rest_[length++] - '0';
  if (length == 0) return false;
  rest_.remove_prefix(length);
  moment_ = day{std::chrono::days{number / (token == "X" ? 86400 : 86400000)}};
  return true;
}

std::optional<day> moment_reading::day_of_week(day today) const {
  const bool iso = iso_year_ || iso_week_ || iso_weekday_;
  const auto rule = iso ? iso_weeks : week_rule{locale_.first_weekday, locale_.first_week_holds};
  const auto now = week_number_of(today, rule);
  week_number week;
  week.year = (iso ? iso_year_ : week_year_).value_or(year_.value_or(now.year));
  week.week = iso ? iso_week_.value_or(1) : week_.value_or(now.week);
  if (week.week < 1 || week.week > weeks_in_year(week.year, rule)) return std::nullopt;
  int behind = 0;
  if (iso) {
    behind = iso_weekday_.value_or(1) - 1;
  } else if (weekday_) {
    if (*weekday_ > 6) return std::nullopt;
    behind = (7 + *weekday_ - rule.first_weekday) % 7;
  } else {
    behind = weekday_of_week_.value_or(0);
  }
  if (behind < 0 || behind > 6) return std::nullopt;
  return first_day_of_week(week, rule) + std::chrono::days{behind};
}

std::optional<day> moment_reading::finish(day today) const {
  if (!rest_.empty() || !anything_) return std::nullopt;
  if (moment_) return moment_;
  if (hour_.value_or(0) > 23 || minute_.value_or(0) > 59 || second_.value_or(0) > 59) return std::nullopt;

  std::optional<day> found;
  const bool weeks = iso_year_ || iso_week_ || iso_weekday_ || week_year_ || week_ || weekday_ || weekday_of_week_;
  const std::chrono::year_month_day now{today};
  if (weeks && !day_ && !month_) {
    found = day_of_week(today);
  } else if (day_of_year_) {
    const int year = year_.value_or(static_cast<int>(now.year()));
    if (*day_of_year_ >= 1 && *day_of_year_ <= days_in_year(year))
      found = day{std::chrono::year{year} / std::chrono::January / 1} + std::chrono::days{*day_of_year_ - 1};
  } else {
    const int year = year_.value_or(static_cast<int>(now.year()));
    const bool nothing_larger = !year_;
    const int month = month_.value_or(nothing_larger ? static_cast<int>(static_cast<unsigned>(now.month())) : 1);
    const bool nothing_said = nothing_larger && !month_;
    const int of_month = day_.value_or(nothing_said ? static_cast<int>(static_cast<unsigned>(now.day())) : 1);
    const auto date = std::chrono::year{year} / month / of_month;
    if (date.ok()) found = day{date};
  }
  if (found && weekday_ && *weekday_ != weekday_of(*found)) return std::nullopt;
  return found;
}

}  // namespace secondbrain::vault
