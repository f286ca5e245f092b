#include "base/ascii.hpp"
#include "brain/vault/dialects/rule_words.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace secondbrain::vault::dialects {
namespace {

enum class word : std::uint8_t {
  none,
  number,
  every,
  days,
  weekdays,
  weeks,
  hours,
  minutes,
  months,
  years,
  on,
  at,
  the,
  first,
  second,
  third,
  nth,
  last,
  for_,
  until,
  weekday,
  month,
  comma,
  ignored
};

struct spelling {
  word is = word::none;
  std::string_view shortest;
  std::string_view longest;  // the letters behind the shortest may be left off as `steps` say
  std::string_view steps;    // lengths that are words
  int value = 0;
};

/// In the order of rrule.js, where the first of the longest wins. A word matches if the text begins with one of its
/// lengths, whatever follows: `weekend` is a week.
constexpr spelling spellings[] = {
    {word::every, "every", "every", "", 0},
    {word::days, "day", "days", "", 0},
    {word::weekdays, "weekday", "weekdays", "", 0},
    {word::weeks, "week", "weeks", "", 0},
    {word::hours, "hour", "hours", "", 0},
    {word::minutes, "minute", "minutes", "", 0},
    {word::months, "month", "months", "", 0},
    {word::years, "year", "years", "", 0},
    {word::on, "on", "on", "", 0},
    {word::on, "in", "in", "", 0},
    {word::at, "at", "at", "", 0},
    {word::the, "the", "the", "", 0},
    {word::first, "first", "first", "", 0},
    {word::second, "second", "second", "", 0},
    {word::third, "third", "third", "", 0},
    {word::last, "last", "last", "", 0},
    {word::for_, "for", "for", "", 0},
    {word::ignored, "time", "times", "", 0},
    {word::ignored, "one", "one", "", 0},
    {word::ignored, "two", "two", "", 0},
    {word::ignored, "three", "three", "", 0},
    {word::until, "until", "until", "", 0},
    {word::until, "til", "til", "", 0},
    {word::weekday, "mo", "monday", "3", 0},
    {word::weekday, "tu", "tuesday", "34", 1},
    {word::weekday, "we", "wednesday", "34", 2},
    {word::weekday, "th", "thursday", "34", 3},
    {word::weekday, "fr", "friday", "3", 4},
    {word::weekday, "sa", "saturday", "3", 5},
    {word::weekday, "su", "sunday", "3", 6},
    {word::month, "jan", "january", "", 1},
    {word::month, "feb", "february", "", 2},
    {word::month, "mar", "march", "", 3},
    {word::month, "apr", "april", "", 4},
    {word::month, "may", "may", "", 5},
    {word::month, "jun", "june", "", 6},
    {word::month, "jul", "july", "", 7},
    {word::month, "aug", "august", "", 8},
    {word::month, "sep", "september", "4", 9},
    {word::month, "oct", "october", "", 10},
    {word::month, "nov", "november", "", 11},
    {word::month, "dec", "december", "", 12},
};

std::size_t matched_length(const spelling& one, std::string_view text) noexcept {
  if (text.starts_with(one.longest)) return one.longest.size();
  for (auto step = one.steps.rbegin(); step != one.steps.rend(); ++step) {
    auto length = static_cast<std::size_t>(*step - '0');
    if (text.starts_with(one.longest.substr(0, length))) return length;
  }
  return text.starts_with(one.shortest) ? one.shortest.size() : 0;
}

std::size_t digits_at_begin(std::string_view text) noexcept {
  if (text.empty() || text[0] == '0') return 0;
  std::size_t length = 0;
  while (length < text.size() && is_ascii_digit(text[length])) ++length;
  return length;
}

constexpr std::int64_t largest_number = 1'000'000'000;

/// What is larger is one more than the largest.
std::int64_t bounded_number(std::string_view digits) noexcept {
  constexpr auto most = largest_number + 1;
  std::int64_t value = most;
  auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return failure == std::errc{} ? std::min(value, most) : most;
}

/// `, `, `and `, `or `, any number of them
std::size_t comma_length(std::string_view text) noexcept {
  std::size_t at = 0;
  for (;;) {
    auto rest = text.substr(at);
    std::size_t length = rest.starts_with(",") ? 1 : rest.starts_with("and") ? 3 : rest.starts_with("or") ? 2 : 0;
    if (length == 0) return at;
    at += length;
    while (at < text.size() && text[at] == ' ') ++at;
  }
}

struct token {
  word is = word::none;
  std::int64_t value = 0;
  std::size_t length = 0;
};

token longest_token(std::string_view text) noexcept {
  token best;
  auto offer = [&](word is, std::int64_t value, std::size_t length) {
    if (length > best.length) best = {is, value, length};
  };
  auto digits = digits_at_begin(text);
  if (digits > 0) offer(word::number, bounded_number(text.substr(0, digits)), digits);
  for (const auto& one : spellings) offer(one.is, one.value, matched_length(one, text));
  if (digits > 0) {
    for (std::string_view suffix : {"th", "nd", "rd", "st"})
      if (text.substr(digits).starts_with(suffix))
        offer(word::nth, bounded_number(text.substr(0, digits)), digits + suffix.size());
  }
  offer(word::comma, 0, comma_length(text));
  return best;
}

/// The words of a rule, one after the other.
class words_reader {
 public:
  explicit words_reader(std::string_view text) : text_{text} { advance(); }

  word symbol() const noexcept { return token_.is; }
  std::int64_t value() const noexcept { return token_.value; }
  bool is_done() const noexcept { return token_.is == word::none; }
  std::string_view rest() const noexcept { return text_; }

  bool advance() {
    text_ = left_trimmed(text_);
    token_ = longest_token(text_);
    text_.remove_prefix(token_.length);
    if (token_.is == word::none) text_ = {};
    return token_.is != word::none;
  }

  bool accept(word wanted) {
    if (token_.is != wanted) return false;
    advance();
    return true;
  }

  std::optional<std::int64_t> accept_number() {
    if (token_.is != word::number) return std::nullopt;
    auto number = token_.value;
    advance();
    return number;
  }

 private:
  std::string_view text_;
  token token_;
};

/// `October 5, 2028`, `5 October 2028`, `2030`
std::optional<day> read_until(std::string_view text) {
  int month = 0;
  std::vector<std::int64_t> numbers;
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii_digit(text[at])) {
      auto begin = at;
      while (at < text.size() && is_ascii_digit(text[at])) ++at;
      numbers.push_back(bounded_number(text.substr(begin, at - begin)));
      continue;
    }
    auto begin = at;
    while (at < text.size() && text[at] >= 'a' && text[at] <= 'z') ++at;
    if (at == begin) {
      ++at;
      continue;
    }
    auto name = text.substr(begin, std::min<std::size_t>(3, at - begin));
    for (const auto& one : spellings)
      if (one.is == word::month && name == one.shortest) month = one.value;
    if (month == 0) return std::nullopt;
  }
  constexpr std::int64_t most_days = 31;
  std::int64_t year = 0;
  std::int64_t date = 1;
  if (month == 0 && numbers.size() == 1 && numbers[0] > most_days) {
    month = 1;
    year = numbers[0];
  } else if (month > 0 && numbers.size() == 2) {
    date = numbers[0];
    year = numbers[1];
    if (date > most_days) std::swap(date, year);
  } else {
    return std::nullopt;
  }
  if (year > 9999 || date < 1 || date > most_days) return std::nullopt;
  auto first = std::chrono::year{static_cast<int>(year)} / std::chrono::month{static_cast<unsigned>(month)} / 1;
  return day{first} + std::chrono::days{date - 1};
}

class rule_reader {
 public:
  explicit rule_reader(std::string_view text) : words_{text} {}

  std::optional<recurrence_rule> read() {
    if (!words_.accept(word::every)) return std::nullopt;
    if (auto interval = words_.accept_number()) rule_.interval = *interval;
    if (rule_.interval > largest_number) return std::nullopt;  // it would be another rule
    if (words_.is_done() || !read_unit()) return std::nullopt;
    return rule_;
  }

 private:
  bool read_unit() {
    switch (words_.symbol()) {
      case word::days: return of(frequency::daily) && (!words_.advance() || (read_at() && read_end()));
      case word::weekdays:
        rule_.weekdays = {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}};
        words_.advance();
        return of(frequency::weekly) && read_at() && read_end();
      case word::weeks: return of(frequency::weekly) && (!words_.advance() || (read_on() && read_at() && read_end()));
      case word::hours: return of(frequency::hourly) && read_on_and_end();
      case word::minutes: return of(frequency::minutely) && read_on_and_end();
      case word::months: return of(frequency::monthly) && read_on_and_end();
      case word::years: return of(frequency::yearly) && read_on_and_end();
      case word::weekday: return of(frequency::weekly) && read_weekdays();
      case word::month: return of(frequency::yearly) && read_months();
      default: return false;
    }
  }

  bool of(frequency every) {
    rule_.every = every;
    return true;
  }

  bool read_on_and_end() { return !words_.advance() || (read_on() && read_end()); }

  bool read_weekdays() {
    rule_.weekdays = {{static_cast<int>(words_.value()), 0}};
    if (!words_.advance()) return true;
    while (words_.accept(word::comma)) {
      if (words_.symbol() != word::weekday) return false;
      rule_.weekdays.push_back({static_cast<int>(words_.value()), 0});
      words_.advance();
    }
    return read_at() && read_month_days() && read_end();
  }

  bool read_months() {
    rule_.months = {static_cast<int>(words_.value())};
    if (!words_.advance()) return true;
    while (words_.accept(word::comma)) {
      if (words_.symbol() != word::month) return false;
      // As there: the name of a further month is not passed over, so that a third one is not reached.
      rule_.months.push_back(static_cast<int>(words_.value()));
      words_.advance();
    }
    return read_on() && read_end();
  }

  /// 0: there is none. Nothing: it is out of range.
  std::optional<int> read_nth() {
    constexpr std::int64_t most = 366;
    auto from_end = [this](int value) { return words_.accept(word::last) ? -value : value; };
    switch (words_.symbol()) {
      case word::last: words_.advance(); return -1;
      case word::first: words_.advance(); return 1;
      case word::second: words_.advance(); return from_end(2);
      case word::third: words_.advance(); return from_end(3);
      case word::nth: {
        auto value = words_.value();
        if (value > most) return std::nullopt;
        words_.advance();
        return from_end(static_cast<int>(value));
      }
      default: return 0;
    }
  }

  bool read_on() {
    bool on = words_.accept(word::on);
    bool the = words_.accept(word::the);
    if (!on && !the) return true;
    do {
      auto nth = read_nth();
      if (!nth) return false;
      if (words_.symbol() == word::weekday) {
        rule_.weekdays.push_back({static_cast<int>(words_.value()), *nth});
        words_.advance();
      } else if (*nth != 0) {
        rule_.month_days.push_back(*nth);
        words_.accept(word::days);
      } else if (words_.symbol() == word::weekdays) {
        words_.advance();
        if (rule_.weekdays.empty()) rule_.weekdays = {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}};
      } else if (words_.symbol() == word::weeks) {
        words_.advance();
        if (!read_numbers(rule_.week_numbers)) return false;
      } else if (words_.symbol() == word::month) {
        rule_.months.push_back(static_cast<int>(words_.value()));
        words_.advance();
      } else {
        return true;
      }
    } while (words_.accept(word::comma) || words_.accept(word::the) || words_.accept(word::on));
    return true;
  }

  bool read_numbers(std::vector<int>& list) {
    list.clear();
    do {
      auto number = words_.accept_number();
      if (!number) return false;
      list.push_back(static_cast<int>(*number));
    } while (words_.accept(word::comma));
    return true;
  }

  bool read_at() {
    if (!words_.accept(word::at)) return true;
    do {
      if (!read_numbers(rule_.hours)) return false;
    } while (words_.accept(word::comma) || words_.accept(word::at));
    return true;
  }

  bool read_month_days() {
    words_.accept(word::on);
    words_.accept(word::the);
    auto nth = read_nth();
    if (!nth) return false;
    if (*nth == 0) return true;
    rule_.month_days = {*nth};
    words_.advance();
    while (words_.accept(word::comma)) {
      nth = read_nth();
      if (!nth || *nth == 0) return false;
      rule_.month_days.push_back(*nth);
      words_.advance();
    }
    return true;
  }

  bool read_end() {
    if (words_.symbol() == word::until) {
      rule_.until = read_until(words_.rest());
      return rule_.until.has_value();
    }
    if (!words_.accept(word::for_)) return true;
    auto number = words_.accept_number();
    if (number) rule_.count = *number;
    return number.has_value();
  }

  words_reader words_;
  recurrence_rule rule_;
};

}  // namespace

std::optional<worded_rule> read_rule_words(std::string_view text) {
  constexpr std::string_view suffix = " when done";
  auto lower = ascii_lower_case(text);
  std::string_view rest = lower;
  worded_rule read;
  if (rest.size() > suffix.size() && rest.substr(rest.size() - suffix.size()) == suffix) {
    read.from_completion = true;
    rest.remove_suffix(suffix.size());
  }
  auto rule = rule_reader{trimmed(rest)}.read();
  if (!rule) return std::nullopt;
  read.rule = std::move(*rule);
  return read;
}

}  // namespace secondbrain::vault::dialects
