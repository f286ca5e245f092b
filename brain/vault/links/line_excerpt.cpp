#include "brain/vault/links/line_excerpt.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {

std::string line_excerpt(std::string_view line, std::size_t around) {
  constexpr std::size_t before = longest_excerpt / 3;
  constexpr std::string_view cut = "…";
  const auto whole = trimmed(line);
  if (whole.size() <= longest_excerpt) return std::string{whole};
  const auto indented = static_cast<std::size_t>(whole.data() - line.data());
  auto begin = std::min(around > indented ? around - indented : 0, whole.size());
  for (std::size_t steps = 0; begin > 0 && (steps < before || is_continuation(whole[begin])); --begin)
    if (!is_continuation(whole[begin - 1])) ++steps;
  const auto shown = first_code_points(whole.substr(begin), longest_excerpt);
  std::string excerpt{begin == 0 ? std::string_view{} : cut};
  excerpt += trimmed(shown);
  if (begin + shown.size() < whole.size()) excerpt += cut;
  return excerpt;
}

}  // namespace secondbrain::vault
