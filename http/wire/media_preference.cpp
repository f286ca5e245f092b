#include "http/wire/media_preference.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "http/wire/http_message.hpp"

namespace secondbrain::http {

namespace {

std::string_view take_until(std::string_view& text, char mark) noexcept {
  const auto end = std::min(text.find(mark), text.size());
  const auto part = trimmed(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

/// "0.85" → 850; a weight has at most three decimals.
int thousandths(std::string_view weight) noexcept {
  int value = 0, scale = 1000;
  for (const char c : weight) {
    if (c == '.') continue;
    if (c < '0' || c > '9' || scale == 0) break;
    value += (c - '0') * scale;
    scale /= 10;
  }
  return value;
}

std::optional<int> weight_of(std::string_view accept, std::string_view type) noexcept {
  while (!accept.empty()) {
    auto entry = take_until(accept, ',');
    if (!same_ignoring_case(take_until(entry, ';'), type)) continue;
    while (!entry.empty())
      if (const auto parameter = take_until(entry, ';'); parameter.starts_with("q="))
        return thousandths(parameter.substr(2));
    return 1000;
  }
  return std::nullopt;
}

}  // namespace

bool prefers(std::string_view accept, std::string_view one, std::string_view other) {
  const auto weight = weight_of(accept, one).value_or(0);
  return weight > 0 && weight >= weight_of(accept, other).value_or(0);
}

}  // namespace secondbrain::http
