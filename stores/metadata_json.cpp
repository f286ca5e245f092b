#include "stores/metadata_json.hpp"

#include <boost/json.hpp>
#include <optional>

#include "base/json.hpp"

namespace secondbrain::stores {

namespace json = boost::json;

namespace {

json::value optional(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

template <class Item, class ToValue>
std::string write_list(const std::vector<Item>& items, ToValue to_value) {
  json::array list;
  for (const auto& item : items) list.push_back(to_value(item));
  return to_ascii(json_text(list));
}

std::string text_of(const json::object& object, const char* key) {
  return json::value_to<std::string>(object.at(key));
}

std::optional<std::string> optional_of(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  if (!value || value->is_null()) return std::nullopt;
  return json::value_to<std::string>(*value);
}

double number_of(const json::object& object, const char* key) {
  return json::value_to<double>(object.at(key));
}

// The one place where Boost's exceptions (a missing key, another type) end.
template <class Item, class FromValue>
result<std::vector<Item>> read_list(std::string_view text, FromValue from_value) {
  try {
    std::vector<Item> items;
    const auto parsed = json::parse(text);
    for (const auto& value : parsed.as_array()) items.push_back(from_value(value));
    return items;
  } catch (const std::exception& problem) {
    return fail(errc::corrupt, std::string{"a list of extracted metadata cannot be read: "} + problem.what());
  }
}

}  // namespace

std::string to_json(const std::vector<std::string>& phrases) {
  return write_list(phrases, [](const std::string& phrase) { return json::value(phrase); });
}

std::string to_json(const std::vector<extracted_entity>& entities) {
  return write_list(entities, [](const extracted_entity& entity) -> json::value {
    return {{"text", entity.text}, {"entity_type", entity.entity_type}, {"confidence", entity.confidence}};
  });
}

std::string to_json(const std::vector<extracted_date>& dates) {
  return write_list(dates, [](const extracted_date& date) -> json::value {
    return {{"text", date.text},
            {"normalized_date", optional(date.normalized_date)},
            {"date_type", date.date_type},
            {"confidence", date.confidence}};
  });
}

std::string to_json(const std::vector<extracted_action>& actions) {
  return write_list(actions, [](const extracted_action& action) -> json::value {
    return {{"text", action.text}, {"confidence", action.confidence}, {"priority", optional(action.priority)}};
  });
}

result<std::vector<std::string>> phrases_from_json(std::string_view text) {
  return read_list<std::string>(text, [](const json::value& value) { return json::value_to<std::string>(value); });
}

result<std::vector<extracted_entity>> entities_from_json(std::string_view text) {
  return read_list<extracted_entity>(text, [](const json::value& value) -> extracted_entity {
    const auto& object = value.as_object();
    return {text_of(object, "text"), text_of(object, "entity_type"), number_of(object, "confidence")};
  });
}

result<std::vector<extracted_date>> dates_from_json(std::string_view text) {
  return read_list<extracted_date>(text, [](const json::value& value) -> extracted_date {
    const auto& object = value.as_object();
    return {text_of(object, "text"), optional_of(object, "normalized_date"), text_of(object, "date_type"),
            number_of(object, "confidence")};
  });
}

result<std::vector<extracted_action>> actions_from_json(std::string_view text) {
  return read_list<extracted_action>(text, [](const json::value& value) -> extracted_action {
    const auto& object = value.as_object();
    return {text_of(object, "text"), number_of(object, "confidence"), optional_of(object, "priority")};
  });
}

}  // namespace secondbrain::stores
