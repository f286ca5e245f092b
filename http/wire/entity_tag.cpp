#include "http/wire/entity_tag.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace secondbrain::http {

bool names_tag(std::string_view if_none_match, std::string_view tag) {
  const auto named = split_list(if_none_match);
  return std::any_of(named.begin(), named.end(), [tag](const std::string& one) {
    constexpr std::string_view weak = "W/";
    const std::string_view text{one};
    return text == "*" || (text.starts_with(weak) ? text.substr(weak.size()) : text) == tag;
  });
}

}  // namespace secondbrain::http
