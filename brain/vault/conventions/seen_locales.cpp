#include "brain/vault/conventions/seen_locales.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <tuple>

#include "base/lower_case.hpp"

namespace secondbrain::vault {

namespace {

/// Each is tried with every format; languages that share all their months are as good as one another.
constexpr std::size_t most_locales = 4;

using words = std::set<std::string, std::less<>>;

/// What stands between digits, signs and spaces; marks and letters of every script are part of it.
void add_words(std::string_view path, words& found) {
  const auto is_letter = [](char each) {
    const auto byte = static_cast<unsigned char>(each);
    return byte >= 0x80 || (byte | 0x20U) - 'a' < 26U;
  };
  for (std::size_t at = 0; at < path.size();) {
    auto end = at;
    while (end < path.size() && is_letter(path[end])) ++end;
    if (end > at) found.emplace(path.substr(at, end - at));
    at = end + 1;
  }
}

struct likeliness {
  const locale_names* locale;
  std::size_t exact = 0;
  std::size_t whatever_case = 0;

  friend bool operator>(const likeliness& one, const likeliness& other) {
    return std::tie(one.whatever_case, one.exact) > std::tie(other.whatever_case, other.exact);
  }
};

likeliness of(const locale_names& locale, const words& written, const words& small) {
  likeliness found{&locale};
  words names;
  for (const auto list : {locale.months, locale.months_beside_day, locale.short_months, locale.short_months_beside_day,
                          locale.weekdays, locale.short_weekdays})
    add_words(list, names);
  for (const auto& name : names) {
    found.exact += written.contains(name) ? 1U : 0U;
    found.whatever_case += small.contains(lower_case(name)) ? 1U : 0U;
  }
  return found;
}

}  // namespace

std::vector<const locale_names*> locales_seen_in(std::span<const std::string> paths) {
  words written;
  for (const auto& path : paths) add_words(path, written);
  words small;
  for (const auto& word : written) small.insert(lower_case(word));

  std::vector<likeliness> all;
  all.reserve(all_locales().size());
  for (const auto* locale : all_locales())
    if (const auto each = of(*locale, written, small); each.whatever_case > 0) all.push_back(each);
  std::stable_sort(all.begin(), all.end(), std::greater{});
  if (all.size() > most_locales) all.resize(most_locales);
  std::vector<const locale_names*> found;
  found.reserve(all.size() + 1);
  for (const auto& each : all) found.push_back(each.locale);
  if (std::find(found.begin(), found.end(), &english()) == found.end()) found.push_back(&english());
  return found;
}

}  // namespace secondbrain::vault
