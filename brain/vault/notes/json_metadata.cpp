#include <boost/json.hpp>

#include "base/json.hpp"
#include "brain/vault/notes/metadata_formats.hpp"

namespace secondbrain::vault {

namespace {

frontmatter_value from_json(const boost::json::value& json) {
  frontmatter_value value;
  if (auto* text = json.if_string()) {
    value = {value_kind::string, std::string{text->data(), text->size()}, {}, {}};
  } else if (auto* array = json.if_array()) {
    value.kind = value_kind::list;
    for (auto& item : *array) value.items.push_back(from_json(item));
  } else if (auto* object = json.if_object()) {
    value.kind = value_kind::mapping;
    for (auto& [key, entry] : *object) value.entries.push_back({std::string{key}, from_json(entry)});
  } else if (!json.is_null()) {
    value = {json.is_bool() ? value_kind::boolean : value_kind::number, json_text(json), {}, {}};
  }
  return value;
}

}  // namespace

result<frontmatter_value> parse_json(std::string_view block) {
  if (block.size() > largest_block) return fail(errc::invalid_argument, "it is larger than 256 KB");
  boost::json::error_code problem;
  auto json = boost::json::parse({block.data(), block.size()}, problem);
  if (problem) return fail(errc::invalid_argument, problem.message());
  return from_json(json);
}

}  // namespace secondbrain::vault
