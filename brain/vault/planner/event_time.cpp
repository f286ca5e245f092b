#include "brain/vault/planner/event_time.hpp"

#include <algorithm>
#include <iterator>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {
namespace {

constexpr int minutes_per_hour = 60;
constexpr int hours_per_day = 24;
constexpr int half_day = 12;                   // hours
constexpr std::string_view wide_colon = "：";  // as Chinese and Japanese keyboards write it

bool is_punctuation_beyond_ascii(char32_t value) noexcept {
  return value == 0xB7 || (value >= 0x2010 && value <= 0x205E)  // middle dot; dashes, quotation marks, bullets
         || (value >= 0x2190 && value <= 0x21FF) || value == 0x301C || value == 0xFF5E;  // arrows; wave dashes
}

bool is_letter_or_digit(std::string_view text) noexcept {
  auto byte = text.empty() ? ' ' : text[0];
  if ((byte & '\x80') == 0) return is_ascii_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  auto value = code_point_at(text, 0).value;
  return !is_white_space(value) && !is_punctuation_beyond_ascii(value);
}

template <std::size_t count>
bool take_one(std::string_view& text, const std::string_view (&marks)[count]) noexcept {
  for (auto mark : marks) {
    if (text.substr(0, mark.size()) != mark) continue;
    text.remove_prefix(mark.size());
    return true;
  }
  return false;
}

bool take_dash(std::string_view& text) noexcept {
  return take_one(text, {"—", "–", "-"});
}

/// `am`, `PM`, `p.m.`, behind twelve `noon` and `midnight`; answers the hours that it adds to a time before one
/// o'clock.
std::optional<int> take_half_day(std::string_view& text, int hour) noexcept {
  auto rest = left_trimmed(text);
  const bool is_twelve = hour == half_day;
  int hours = 0;
  if (take_one(rest, {"pm", "PM", "p.m.", "P.M."}) || (is_twelve && take_one(rest, {"noon", "Noon", "NOON"}))) {
    hours = half_day;
  } else if (!take_one(rest, {"am", "AM", "a.m.", "A.M."}) &&
             !(is_twelve && take_one(rest, {"midnight", "Midnight", "MIDNIGHT"}))) {
    return std::nullopt;
  }
  if (is_letter_or_digit(rest)) return std::nullopt;
  text = rest;
  return hours;
}

std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) noexcept {
  std::size_t length = 0;
  int number = 0;
  while (length < text.size() && length < most && is_ascii_digit(text[length]))
    number = number * 10 + (text[length++] - '0');
  if (length < least || (length < text.size() && is_ascii_digit(text[length]))) return std::nullopt;
  text.remove_prefix(length);
  return number;
}

/// `14:30h`, `14:30 h`, `14:30 Uhr`: says nothing more of the time.
bool take_clock_word(std::string_view& text) noexcept {
  auto rest = left_trimmed(text);
  if (!take_one(rest, {"Uhr", "uhr", "h"})) return false;
  if (is_letter_or_digit(rest)) return false;
  text = rest;
  return true;
}

bool is_separator(std::string_view text) noexcept {
  if (text.empty()) return false;
  if (text[0] == ':' || text.starts_with(wide_colon)) return true;
  const bool has_minutes = text.size() > 2 && is_ascii_digit(text[1]) && is_ascii_digit(text[2]);
  if (text[0] == 'h') return has_minutes;  // 14h30
  if (text[0] != '.' || !has_minutes) return false;
  auto behind = left_trimmed(text.substr(3));
  return take_one(behind, {"Uhr", "uhr"});  // 14.30 Uhr; without the word it may be a number
}

/// `14:30`, `2:30 pm`, `9am`, `12 noon`, `14h30`, `14.30 Uhr`, `14 Uhr`
std::optional<std::string> take_time(std::string_view& text) {
  auto rest = text;
  auto hour = take_number(rest, 1, 2);
  if (!hour) return std::nullopt;
  const auto hour_written = text.substr(0, text.size() - rest.size());
  std::string_view minutes;
  if (is_separator(rest)) {
    rest.remove_prefix(rest.starts_with(wide_colon) ? wide_colon.size() : 1);
    minutes = rest.substr(0, 2);
    auto minute = take_number(rest, 2, 2);
    if (!minute || *minute >= minutes_per_hour ||
        (!rest.empty() && rest[0] == ':' && is_letter_or_digit(rest.substr(1))))
      return std::nullopt;
  }
  auto half = *hour > half_day || *hour == 0 ? std::nullopt : take_half_day(rest, *hour);
  const bool may_last_so_long = minutes.empty() && left_trimmed(rest).starts_with('h');  // "2h walk"
  const bool is_of_clock = !half && !may_last_so_long && take_clock_word(rest);
  const bool is_time = half || is_of_clock || !minutes.empty();
  if (is_letter_or_digit(rest) || *hour >= hours_per_day || !is_time) return std::nullopt;
  if (!half) {
    text = rest;
    return std::string{hour_written}.append(":").append(minutes.empty() ? "00" : minutes);
  }
  text = rest;
  return std::to_string(*hour % half_day + *half).append(":").append(minutes.empty() ? "00" : minutes);
}

/// ` - 10:30`, ` → 10:30`, ` to 10:30`, ` bis **10:30**`
void take_end_of_stretch(std::string_view& text, std::string_view emphasis = {}) {
  auto rest = left_trimmed(text);
  constexpr std::string_view words[] = {"to ", "until ", "till ", "bis ", "à ",  "au ",
                                        "a ",  "al ",    "até ",  "tot ", "do ", "til "};
  if (!take_one(rest, {"→", "->", "~", "～", "〜"}) && !take_dash(rest) && !take_one(rest, words)) return;
  rest = left_trimmed(rest);
  if (rest.substr(0, emphasis.size()) != emphasis) return;
  rest.remove_prefix(emphasis.size());
  if (!take_time(rest) || rest.substr(0, emphasis.size()) != emphasis) return;
  rest.remove_prefix(emphasis.size());
  text = rest;
}

/// `9–10 Uhr`: an hour alone is one where the end of the stretch says so.
std::optional<std::string> take_hour_of_stretch(std::string_view& text) {
  auto rest = text;
  const auto hour = take_number(rest, 1, 2);
  if (!hour || *hour >= hours_per_day) return std::nullopt;
  const auto written = text.substr(0, text.size() - rest.size());
  rest = left_trimmed(rest);
  if (!take_dash(rest) && !take_one(rest, {"bis "})) return std::nullopt;
  rest = left_trimmed(rest);
  const auto end = take_number(rest, 1, 2);
  if (!end || *end > hours_per_day || *end <= *hour) return std::nullopt;
  rest = left_trimmed(rest);
  if (!take_one(rest, {"Uhr", "uhr"}) || is_letter_or_digit(rest)) return std::nullopt;
  text = rest;
  return std::string{written}.append(":00");
}

}  // namespace

std::optional<timed_text> read_timed_text(std::string_view text) {
  auto rest = text;
  constexpr std::string_view emphases[] = {"**", "__", "==", "*", "_", "`"};
  std::string_view emphasis;
  for (auto mark : emphases) {
    if (rest.substr(0, mark.size()) != mark) continue;
    emphasis = mark;
    rest.remove_prefix(mark.size());
    break;
  }
  auto time = take_time(rest);
  if (time)
    take_end_of_stretch(rest);
  else
    time = take_hour_of_stretch(rest);
  if (!time || rest.substr(0, emphasis.size()) != emphasis) return std::nullopt;
  rest.remove_prefix(emphasis.size());
  if (!emphasis.empty()) {
    take_end_of_stretch(rest, emphasis);
    take_end_of_stretch(rest);
  }
  auto title = left_trimmed(rest);
  if (take_dash(title) || take_one(title, {":", ",", "|", "·"})) title = left_trimmed(title);
  title = right_trimmed(title);
  if (title.empty()) return std::nullopt;
  return timed_text{*time, title};
}

bool may_hold_timed_text(std::string_view text) noexcept {
  constexpr std::string_view words[] = {"noon", "Noon", "NOON", "midnight", "Midnight", "MIDNIGHT", "Uhr", "uhr"};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_ascii_digit(text[at])) continue;
    auto behind = text.substr(at + 1);
    if (take_one(behind, {":", "h", wide_colon}) && !behind.empty() && is_ascii_digit(behind[0])) return true;
    behind = left_trimmed(text.substr(at + 1));
    if (take_one(behind, {"am", "pm", "AM", "PM", "a.m", "p.m", "A.M", "P.M"})) return true;
  }
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

std::optional<int> minutes_of(std::string_view time) {
  auto hour = take_number(time, 1, 2);
  if (!hour || time.empty() || time[0] != ':') return std::nullopt;
  time.remove_prefix(1);
  auto minute = take_number(time, 2, 2);
  if (!minute || !time.empty() || *hour >= hours_per_day || *minute >= minutes_per_hour) return std::nullopt;
  return *hour * minutes_per_hour + *minute;
}

}  // namespace secondbrain::vault
