#include "brain/vault/writing/free_name.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {

std::string fitting_name(std::string_view stem, std::string_view suffix) {
  constexpr std::size_t longest = 255;
  auto room = longest - suffix.size();
  if (stem.size() > room) {
    std::size_t end = 0;
    for (auto next = code_point_at(stem, 0).length; next <= room; next += code_point_at(stem, next).length) end = next;
    stem = right_trimmed(stem.substr(0, end));
  }
  return std::string{stem}.append(suffix);
}

name_parts split_name(std::string_view name) noexcept {
  auto dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return {name, {}};
  return {name.substr(0, dot), name.substr(dot)};
}

result<std::string> take_free_name(const wanted_name& wanted, const std::function<status(const std::string&)>& take) {
  for (std::size_t number = 0;; ++number) {
    std::string ending{wanted.addition};
    if (number > 0) ending.append(wanted.separator).append(std::to_string(number));
    auto name = fitting_name(wanted.stem, ending.append(wanted.suffix));
    auto taken = take(name);
    if (taken) return name;
    if (taken.error().code != errc::conflict) return fail(taken.error());
  }
}

}  // namespace secondbrain::vault
