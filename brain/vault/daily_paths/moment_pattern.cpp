#include "brain/vault/daily_paths/moment_pattern.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "brain/vault/daily_paths/moment_reading.hpp"
#include "brain/vault/daily_paths/moment_tokens.hpp"
#include "brain/vault/daily_paths/week_years.hpp"

namespace secondbrain::vault {

namespace {

bool is_one_of(std::string_view token, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), token) != list.end();
}

std::string padded(int number, std::size_t width) {
  auto text = std::to_string(number < 0 ? -number : number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return number < 0 ? "-" + text : text;
}

/// Whether the text holds a day with only white space (and literals) between it and a month behind it.
bool has_day_before_month(std::string_view format, bool literals) {
  for (std::size_t at = format.find('D'); at != std::string_view::npos; at = format.find('D', at + 1)) {
    auto next = at + 1;
    if (next < format.size() && (format[next] == 'o' || format[next] == 'D')) ++next;
    const auto behind_day = next;
    while (next < format.size()) {
      if (format[next] == ' ' || format[next] == '\t') {
        ++next;
      } else if (literals && format[next] == '[') {
        const auto closing = format.find_first_of("[]", next + 1);
        if (closing == std::string_view::npos || format[closing] != ']') break;
        next = closing + 1;
      } else {
        break;
      }
    }
    if (next > behind_day && format.substr(next).starts_with("MMM")) return true;
  }
  return false;
}

bool has_month_before_day(std::string_view format) {
  for (std::size_t at = format.find("MMM"); at != std::string_view::npos; at = format.find("MMM", at + 1)) {
    auto next = format.find_first_not_of('M', at);
    const auto behind_month = next;
    while (next < format.size() && format[next] == ' ') ++next;
    if (next < format.size() && next > behind_month && format[next] == 'D') return true;
  }
  return false;
}

bool is_beside_day(std::string_view format, day_and_month rule) {
  switch (rule) {
    case day_and_month::day_anywhere_before: return format.substr(0, format.find("MMMM")).find('D') != format.npos;
    case day_and_month::either_order: return has_day_before_month(format, true) || has_month_before_day(format);
    case day_and_month::day_and_spaces_before: return has_day_before_month(format, false);
    case day_and_month::day_before: break;
  }
  return has_day_before_month(format, true);
}

struct era {
  day since;
  int offset;
  std::string_view name, narrow, abbreviation;
};

/// The Japanese calendar counts years by reigns; everybody else has one era.
era era_of(const locale_names& locale, day date) {
  using namespace std::chrono;
  static const std::array<era, 5> reigns{
      era{day{2019y / May / 1}, 1, "令和", "㋿", "R"}, era{day{1989y / January / 8}, 1, "平成", "㍻", "H"},
      era{day{1926y / December / 25}, 1, "昭和", "㍼", "S"}, era{day{1912y / July / 30}, 1, "大正", "㍽", "T"},
      era{day{1873y / January / 1}, 6, "明治", "㍾", "M"}};
  if (locale.id == "ja") {
    for (const auto& each : reigns)
      if (date >= each.since) return each;
    return {day{1y / January / 1}, 1, "西暦", "AD", "AD"};
  }
  return {day{1y / January / 1}, 1, "Anno Domini", "AD", "AD"};
}

std::string without_dots(std::string_view text) {
  std::string plain;
  for (const char letter : text)
    if (letter != '.') plain += letter;
  return plain;
}

std::string_view or_else(std::string_view text, std::string_view other) {
  return text.empty() ? other : text;
}

/// `H`, `hh`, `kk`, `mm`, `s`, `Hmm`, `hmmss`.
std::string clock_text(std::string_view token, std::chrono::seconds time_of_day) {
  const std::chrono::hh_mm_ss time{time_of_day};
  const auto hours = static_cast<int>(time.hours().count());
  const auto minutes = static_cast<int>(time.minutes().count());
  const auto seconds = static_cast<int>(time.seconds().count());
  constexpr int half_a_day = 12;
  if (token[0] == 'm') return padded(minutes, token.size());
  if (token[0] == 's') return padded(seconds, token.size());
  const int of_half = hours % half_a_day == 0 ? half_a_day : hours % half_a_day;
  const int of_day = token[0] == 'k' && hours == 0 ? 2 * half_a_day : hours;
  auto text = padded(token[0] == 'h' ? of_half : of_day, token.size() == 2 ? 2 : 1);
  if (token.size() >= 3) text += padded(minutes, 2);
  if (token.size() >= 5) text += padded(seconds, 2);
  return text;
}

}  // namespace

moment_pattern::moment_pattern(std::string_view format, const locale_names& locale)
    : locale_{&locale}, format_{expanded_format(format, locale)} {
  const std::string_view all = format_;
  for (std::size_t at = 0; at < all.size();) {
    const auto part = all.substr(at, moment_part_length(all, at));
    at += part.size();
    piece next;
    if (is_moment_token(part)) {
      next.token = part;
    } else {
      next.text = literal_text(part);
      // The two texts differ in nothing that people write; what moment.js cannot read is not read here either.
      if (is_readable_literal(part)) next.read_as = next.text;
    }
    pieces_.push_back(std::move(next));
  }
}

std::string moment_pattern::text_of(day date, std::chrono::seconds time_of_day) const {
  std::string text;
  for (const auto& each : pieces_) text += each.token.empty() ? each.text : written(each, date, time_of_day);
  return with_own_digits(*locale_, text);
}

std::string moment_pattern::written(const piece& each, day date, std::chrono::seconds time_of_day) const {
  const std::string_view token = each.token;
  const std::chrono::year_month_day parts{date};
  const int year = static_cast<int>(parts.year());
  const int month = static_cast<int>(static_cast<unsigned>(parts.month()));
  const int of_month = static_cast<int>(static_cast<unsigned>(parts.day()));
  const auto& names = *locale_;
  switch (token[0]) {
    case 'Y':
      if (token == "YY") return padded(year % 100, 2);
      if (token == "YYYYYY") return "+" + padded(year, 6);
      return padded(year, token.size() == 1 ? 4 : token.size());
    case 'y': {
      const auto reign = era_of(names, date);
      const int of_era = year - year_of(reign.since) + reign.offset;
      return token == "yo" ? ordinal_text(names.day_ordinal, of_era) : padded(of_era, token.size());
    }
    case 'N': {
      const auto reign = era_of(names, date);
      return std::string{token.size() < 4 ? reign.abbreviation : token.size() == 4 ? reign.name : reign.narrow};
    }
    case 'Q': {
      const int quarter = (month + 2) / 3;
      return token == "Qo" ? ordinal_text(or_else(names.quarter_ordinal, names.day_ordinal), quarter)
                           : std::to_string(quarter);
    }
    case 'M': {
      if (token == "Mo") return ordinal_text(or_else(names.month_ordinal, names.day_ordinal), month);
      if (token.size() <= 2) return padded(month, token.size());
      const bool beside = is_beside_day(format_, names.beside);
      if (token == "MMMM")
        return std::string{part_of(beside ? or_else(names.months_beside_day, names.months) : names.months, month - 1)};
      const auto shorter =
          part_of(beside ? or_else(names.short_months_beside_day, names.short_months) : names.short_months, month - 1);
      const bool hyphens = names.no_dots_between_hyphens && format_.find("-MMM-") != std::string::npos;
      return hyphens ? without_dots(shorter) : std::string{shorter};
    }
    case 'D': {
      const int of_year =
          static_cast<int>((date - day{std::chrono::year{year} / std::chrono::January / 1}).count()) + 1;
      if (token == "Do") return ordinal_text(names.day_ordinal, of_month);
      if (token == "DDDo") return ordinal_text(names.day_ordinal, of_year);
      return token.size() <= 2 ? padded(of_month, token.size()) : padded(of_year, token.size() == 4 ? 3 : 1);
    }
    case 'd': {
      const int weekday = weekday_of(date);
      if (token == "do")
        return ordinal_text(or_else(names.weekday_ordinal, or_else(names.month_ordinal, names.day_ordinal)), weekday);
      if (token == "d") return std::to_string(weekday);
      const auto list = token == "dd" ? names.least_weekdays : token == "ddd" ? names.short_weekdays : names.weekdays;
      return std::string{part_of(list, weekday)};
    }
    case 'e': return std::to_string((7 + weekday_of(date) - names.first_weekday) % 7);
    case 'E': return std::to_string((weekday_of(date) + 6) % 7 + 1);
    case 'w':
    case 'W':
    case 'g':
    case 'G': {
      const bool iso = token[0] == 'W' || token[0] == 'G';
      const auto number =
          week_number_of(date, iso ? iso_weeks : week_rule{names.first_weekday, names.first_week_holds});
      if (token[0] == 'g' || token[0] == 'G')
        return token.size() == 2 ? padded(number.year % 100, 2) : padded(number.year, token.size());
      if (token[1] == 'o') return ordinal_text(or_else(names.week_ordinal, names.day_ordinal), number.week);
      return padded(number.week, token.size());
    }
    case 'a':
    case 'A': return std::string{time_of_day < noon ? names.before_noon : names.after_noon};
    case 'H':
    case 'h':
    case 'k':
    case 'm':
    case 's': return clock_text(token, time_of_day);
    case 'S': return std::string(token.size(), '0');
    case 'Z': return token == "Z" ? "+00:00" : "+0000";
    case 'X': return std::to_string(date.time_since_epoch().count() * 86400 + time_of_day.count());
    case 'x': return std::to_string((date.time_since_epoch().count() * 86400 + time_of_day.count()) * 1000);
    default: return {};
  }
}

std::optional<day> moment_pattern::read(std::string_view text, day today) const {
  const auto plain = with_plain_digits(*locale_, text);
  moment_reading reading{plain, *locale_};
  for (const auto& each : pieces_) {
    const bool taken = !each.token.empty() ? reading.take(each.token)
                       : each.read_as      ? reading.take_text(*each.read_as)
                                           : false;
    if (!taken) return std::nullopt;
  }
  return reading.finish(today);
}

bool moment_pattern::tells_days() const {
  bool of_month = false;
  bool week = false;
  bool weekday = false;
  bool month = false;
  bool whole = false;
  for (const auto& each : pieces_) {
    const std::string_view token = each.token;
    of_month |= is_one_of(token, {"D", "DD", "Do"});
    month |= is_one_of(token, {"M", "MM", "MMM", "MMMM", "Mo"});
    whole |= is_one_of(token, {"DDD", "DDDD", "DDDo", "X", "x"});
    week |= is_one_of(token, {"w", "ww", "wo", "W", "WW", "Wo"});
    weekday |= is_one_of(token, {"d", "dd", "ddd", "dddd", "e", "E", "do"});
  }
  return whole || (of_month && month) || (week && weekday);
}

bool moment_pattern::has_names() const {
  return std::any_of(pieces_.begin(), pieces_.end(), [](const piece& each) {
    return is_one_of(each.token, {"MMM", "MMMM", "dd", "ddd", "dddd"});
  });
}

std::string_view last_segment(std::string_view format) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < format.size();) {
    const auto length = moment_part_length(format, at);
    // A slash in brackets is a slash in the path as well.
    const auto slash = format.substr(at, length).rfind('/');
    if (slash != std::string_view::npos) begin = at + slash + 1;
    at += length;
  }
  return format.substr(begin);
}

}  // namespace secondbrain::vault
