#include "brain/sync/answer_fields.hpp"

#include <boost/json/value.hpp>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::sync {

std::string text_field(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* text = value != nullptr ? value->if_string() : nullptr;
  if (text == nullptr) return {};
  return std::string{trimmed({text->data(), text->size()})};
}

std::string name_field(const boost::json::object& object, std::string_view key) {
  auto name = collapse_white_space(text_field(object, key));
  for (std::string_view absent : {"null", "Null", "none", "None"}) {
    if (name == absent) return {};
  }
  return name;
}

const boost::json::array& list_field(const boost::json::object& object, std::string_view key) {
  static const boost::json::array nothing;
  const auto* value = object.if_contains(key);
  const auto* list = value != nullptr ? value->if_array() : nullptr;
  return list != nullptr ? *list : nothing;
}

}  // namespace secondbrain::sync
