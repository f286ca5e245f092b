#include "brain/vault/planner/event_keys.hpp"

#include "base/text.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::size_t length_of_day_text = 10;  // of `2026-05-01`

}  // namespace

std::string plain_event_key(std::string_view text) {
  auto key = ascii_lower_case(text);
  std::erase_if(key, [](char each) { return each == '-' || each == '_' || each == ' '; });
  return key;
}

std::string_view dated_text_of(const frontmatter_value* value) {
  if (value == nullptr) return {};
  auto text = trimmed(value->text);
  while (text.starts_with('[')) text.remove_prefix(1);
  return parse_day(text.substr(0, length_of_day_text)) ? text : std::string_view{};
}

std::optional<day> day_of_value(const frontmatter_value* value) {
  return parse_day(dated_text_of(value).substr(0, length_of_day_text));
}

}  // namespace secondbrain::vault
