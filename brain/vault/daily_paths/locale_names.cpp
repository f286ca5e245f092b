#include "brain/vault/daily_paths/locale_names.hpp"

#include <array>
#include <charconv>
#include <vector>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {

namespace {

std::string plain_id(std::string_view name) {
  std::string id = ascii_lower_case(name.substr(0, name.find('.')));
  for (auto& letter : id)
    if (letter == '_') letter = '-';
  return id == "zh" || id == "zh-hans" ? "zh-cn" : id == "zh-hant" ? "zh-tw" : id == "no" ? "nb" : id;
}

const locale_names* exact_locale(std::string_view id) {
  for (const auto* each : all_locales())
    if (each->id == id) return each;
  return nullptr;
}

bool names_number(std::string_view list, int number) {
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(',', at), list.size());
    int each = 0;
    std::from_chars(list.data() + at, list.data() + end, each);
    if (each == number) return true;
    at = end + 1;
  }
  return false;
}

std::string filled(std::string_view form, int number) {
  const auto at = form.find("%d");
  std::string text{form.substr(0, at)};
  text += std::to_string(number);
  if (at != std::string_view::npos) text += form.substr(at + 2);
  return text;
}

}  // namespace

const locale_names* find_locale(std::string_view name) {
  const auto id = plain_id(name);
  if (const auto* found = exact_locale(id)) return found;
  const auto dash = id.find('-');
  if (dash == std::string::npos) return id == "hy" ? exact_locale("hy-am") : nullptr;
  return find_locale(std::string_view{id}.substr(0, dash));
}

const locale_names& english() {
  return *all_locales().front();
}

std::span<const locale_names* const> all_locales() {
  static const auto all = [] {
    std::vector<const locale_names*> found;
    for (const auto group : {detail::locale_names_north(), detail::locale_names_west(), detail::locale_names_east(),
                             detail::locale_names_asia()})
      for (const auto& each : group) found.push_back(&each);
    return found;
  }();
  return all;
}

std::string_view part_of(std::string_view list, int at) {
  std::size_t begin = 0;
  for (; at > 0; --at) {
    const auto bar = list.find('|', begin);
    if (bar == std::string_view::npos) return {};
    begin = bar + 1;
  }
  return list.substr(begin, list.find('|', begin) - begin);
}

std::string ordinal_text(std::string_view rule, int number) {
  // Beyond what the lists name, the last two digits decide.
  const int decides = number > 100 ? number % 100 : number;
  for (int at = 1;; ++at) {
    const auto form = part_of(rule, at);
    if (form.empty()) break;
    const auto colon = form.rfind(':');
    if (names_number(form.substr(colon + 1), decides)) return filled(form.substr(0, colon), number);
  }
  return filled(part_of(rule, 0), number);
}

std::string with_own_digits(const locale_names& locale, std::string_view text) {
  if (locale.digits.empty() && locale.comma.empty()) return std::string{text};
  std::array<std::string_view, 10> digits{};
  for (std::size_t at = 0, digit = 0; at < locale.digits.size() && digit < digits.size(); ++digit) {
    const auto length = code_point_at(locale.digits, at).length;
    digits[digit] = locale.digits.substr(at, length);
    at += length;
  }
  std::string own;
  for (const char letter : text) {
    if (letter >= '0' && letter <= '9' && !locale.digits.empty())
      own += digits[static_cast<std::size_t>(letter - '0')];
    else if (letter == ',' && !locale.comma.empty())
      own += locale.comma;
    else
      own += letter;
  }
  return own;
}

std::string with_plain_digits(const locale_names& locale, std::string_view text) {
  if (locale.digits.empty() && locale.comma.empty()) return std::string{text};
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = code_point_at(text, at).length;
    const auto letter = text.substr(at, length);
    at += length;
    if (letter == locale.comma) {
      plain += ',';
      continue;
    }
    const auto found = letter.size() > 1 ? locale.digits.find(letter) : std::string_view::npos;
    if (found == std::string_view::npos)
      plain += letter;
    else
      plain += static_cast<char>('0' + count_code_points(locale.digits.substr(0, found)));
  }
  return plain;
}

}  // namespace secondbrain::vault
