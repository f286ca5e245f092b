#include "brain/search/query_filters.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "brain/search/quotation_marks.hpp"
#include "text/folding.hpp"

namespace secondbrain::search {

namespace {

using stores::note_condition;
using condition_kind = note_condition::kind;

constexpr auto names = std::to_array<std::pair<std::string_view, condition_kind>>({{"tag", condition_kind::tag},
                                                                                   {"path", condition_kind::path},
                                                                                   {"folder", condition_kind::folder},
                                                                                   {"file", condition_kind::file},
                                                                                   {"prop", condition_kind::property},
                                                                                   {"date", condition_kind::date},
                                                                                   {"has", condition_kind::task}});

/// Without the quotation marks, which hold together what has spaces in it.
std::string unquoted(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto quoted = quotation_at(text, at)) {
      plain += quoted->text;
      at = quoted->end;
      continue;
    }
    if (text[at] != '"') plain += text[at];
    ++at;
  }
  return plain;
}

std::string_view without_slashes(std::string_view place) {
  while (place.starts_with('/')) place.remove_prefix(1);
  while (place.ends_with('/')) place.remove_suffix(1);
  return place;
}

/// A year, a month or a day, as YYYY, YYYY-MM or YYYY-MM-DD.
bool is_date(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd";
  if (text.size() != 4 && text.size() != 7 && text.size() != shape.size()) return false;
  const auto fits = [](char c, char wanted) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; };
  if (!std::equal(text.begin(), text.end(), shape.begin(), fits)) return false;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  const bool month = text.size() < 7 || (number(5) >= 1 && number(5) <= 12);
  const bool day = text.size() < 10 || (number(8) >= 1 && number(8) <= 31);
  return month && day;
}

std::optional<note_condition> dates(std::string_view value) {
  const auto dots = value.find("..");
  const auto first = value.substr(0, dots);
  const auto last = dots == value.npos ? first : value.substr(dots + 2);
  if ((first.empty() && last.empty()) || (!first.empty() && !is_date(first)) || (!last.empty() && !is_date(last)))
    return std::nullopt;
  return note_condition{condition_kind::date, std::string{first}, std::string{last}};
}

}  // namespace

std::optional<note_condition> filter_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos) return std::nullopt;
  const auto name = ascii_lower_case(text.substr(0, colon));
  const auto* known = std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.first == name; });
  if (known == names.end()) return std::nullopt;
  const auto plain = unquoted(text.substr(colon + 1));
  std::string_view value = trimmed(plain);
  note_condition condition{known->second, {}, {}};
  switch (known->second) {
    case condition_kind::date: return dates(value);
    case condition_kind::task:
      if (value != "task" && value != "tasks") return std::nullopt;
      return condition;
    case condition_kind::tag:
      if (value.starts_with('#')) value.remove_prefix(1);
      value = without_slashes(value);
      break;
    case condition_kind::folder: value = without_slashes(value); break;
    case condition_kind::file:
      if (ascii_lower_case(value).ends_with(".md")) value.remove_suffix(3);
      break;
    case condition_kind::property:
      if (const auto equals = value.find('='); equals != value.npos) {
        condition.further = text::folded(trimmed(value.substr(equals + 1)));
        value = trimmed(value.substr(0, equals));
      }
      break;
    case condition_kind::path:
    case condition_kind::words: break;
  }
  if (value.empty()) return std::nullopt;
  condition.value = text::folded(value);
  return condition;
}

}  // namespace secondbrain::search
