#include "brain/vault/daily_paths/moment_tokens.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace secondbrain::vault {

namespace {

// In the order in which moment.js tries them: the first that fits is it, not the longest.
constexpr auto tokens = std::to_array<std::string_view>({
    "Hmmss", "hmmss", "Hmm", "hmm",  "Mo",        "MMMM",     "MMM",     "MM",     "M",     "Do",     "DDDo",  "DDDD",
    "DDD",   "DD",    "D",   "dddd", "ddd",       "dd",       "do",      "d",      "wo",    "ww",     "w",     "Wo",
    "WW",    "W",     "Qo",  "Q",    "NNNNN",     "NNNN",     "NNN",     "NN",     "N",     "YYYYYY", "YYYYY", "YYYY",
    "YY",    "yyyy",  "yyy", "yy",   "yo",        "y",        "ggggg",   "gggg",   "gg",    "GGGGG",  "GGGG",  "GG",
    "e",     "E",     "a",   "A",    "hh",        "h",        "HH",      "H",      "kk",    "k",      "mm",    "m",
    "ss",    "s",     "x",   "X",    "SSSSSSSSS", "SSSSSSSS", "SSSSSSS", "SSSSSS", "SSSSS", "SSSS",   "SSS",   "SS",
    "S",     "zz",    "z",   "ZZ",   "Z",         "Y",
});

std::string_view token_at(std::string_view format) {
  for (const auto each : tokens)
    if (format.starts_with(each)) return each;
  return {};
}

/// `[…]`, up to the last closing bracket before the next opening one. 0: no literal begins here.
std::size_t bracket_length(std::string_view format) {
  if (!format.starts_with('[')) return 0;
  const auto inside = format.substr(1, format.find('[', 1) - 1);
  const auto closing = inside.rfind(']');
  return closing == std::string_view::npos ? 0 : closing + 2;
}

std::string_view long_form(std::string_view key, const locale_names& locale) {
  if (key == "LTS") return locale.long_time;
  if (key == "LT") return locale.time;
  if (key == "L") return locale.date;
  if (key == "LL") return locale.long_date;
  if (key == "LLL") return locale.long_date_time;
  return locale.full_date_time;
}

std::string short_form(std::size_t length, const locale_names& locale) {
  if (length == 1 && !locale.short_date.empty()) return std::string{locale.short_date};
  if (length == 2 && !locale.short_long_date.empty()) return std::string{locale.short_long_date};
  const std::string_view upper = std::string_view{"LLLL"}.substr(0, length);
  const auto form = long_form(upper, locale);
  std::string shorter;
  for (std::size_t at = 0; at < form.size();) {
    auto part = form.substr(at, moment_part_length(form, at));
    at += part.size();
    if (part == "MMMM" || part == "MM" || part == "DD" || part == "dddd") part.remove_prefix(1);
    shorter += part;
  }
  return shorter;
}

std::size_t run_of(std::string_view text, char letter, std::size_t most) {
  std::size_t length = 0;
  while (length < text.size() && length < most && text[length] == letter) ++length;
  return length;
}

}  // namespace

std::size_t moment_part_length(std::string_view format, std::size_t at) {
  const auto rest = format.substr(at);
  if (const auto length = bracket_length(rest)) return length;
  const std::size_t escape = rest.starts_with('\\') && rest.size() > 1 ? 1 : 0;
  if (const auto token = token_at(rest.substr(escape)); !token.empty()) return escape + token.size();
  return escape + code_point_at(rest, escape).length;
}

bool is_moment_token(std::string_view part) {
  const auto token = token_at(part);
  return token.size() == part.size() && !part.empty();
}

std::string expanded_format(std::string_view format, const locale_names& locale) {
  std::string all;
  for (std::size_t at = 0; at < format.size();) {
    const auto rest = format.substr(at);
    if (const auto bracket = bracket_length(rest)) {
      all += rest.substr(0, bracket);
      at += bracket;
    } else if (rest.starts_with('\\') && rest.size() > 1) {
      const auto behind = rest.substr(1);
      const auto letters = std::max({run_of(behind, 'L', 4), run_of(behind, 'l', 4), std::size_t{1}});
      all += rest.substr(0, 1 + letters);
      at += 1 + letters;
    } else if (rest.starts_with("LT")) {
      const auto key = rest.substr(0, rest.starts_with("LTS") ? 3 : 2);
      all += long_form(key, locale);
      at += key.size();
    } else if (rest.starts_with('L')) {
      const auto letters = run_of(rest, 'L', 4);
      all += long_form(rest.substr(0, letters), locale);
      at += letters;
    } else if (rest.starts_with('l')) {
      const auto letters = run_of(rest, 'l', 4);
      all += short_form(letters, locale);
      at += letters;
    } else {
      all += rest[0];
      ++at;
    }
  }
  return all;
}

std::string literal_text(std::string_view part) {
  if (part.size() > 1 && part.starts_with('[')) {
    part.remove_prefix(1);
    if (part.ends_with(']')) part.remove_suffix(1);
    return std::string{part};
  }
  std::string text;
  for (const char letter : part)
    if (letter != '\\') text += letter;
  return text;
}

bool is_readable_literal(std::string_view part) {
  if (part.size() < 2 || !part.starts_with('[')) return true;
  const auto inside = part.substr(1, part.size() - 2);
  return !inside.empty() && inside.find(']') == std::string_view::npos;
}

}  // namespace secondbrain::vault
