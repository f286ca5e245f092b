#include "stores/metadata_json.hpp"

#include <array>
#include <boost/json.hpp>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace secondbrain::stores {

namespace json = boost::json;

namespace {

struct code_point {
  std::uint32_t value;
  std::size_t bytes;
};

// The code point that `text`, which does not start with ASCII, starts with; U+FFFD for what is not UTF-8.
code_point decode(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  std::uint32_t value = lead & (0xffU >> (bytes + 1));
  if (text.size() < bytes) return {0xfffd, text.size()};
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0) != 0x80) return {0xfffd, i};
    value = value << 6 | (next & 0x3f);
  }
  return {value, bytes};
}

void append_escape(std::string& out, std::uint16_t unit) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(unit));
  out += text.data();
}

// Everything outside ASCII as \u escapes, in UTF-16 as JSON wants them (RFC 8259 §7).
std::string ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (static_cast<unsigned char>(text[0]) < 0x80) {
      out += text[0];
      text.remove_prefix(1);
      continue;
    }
    const auto [value, bytes] = decode(text);
    text.remove_prefix(bytes);
    if (value < 0x10000) {
      append_escape(out, value);
    } else {
      append_escape(out, 0xd800 + ((value - 0x10000) >> 10));
      append_escape(out, 0xdc00 + ((value - 0x10000) & 0x3ff));
    }
  }
  return out;
}

json::value optional(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

template <class Item, class ToValue>
std::string write_list(const std::vector<Item>& items, ToValue to_value) {
  json::array list;
  for (const auto& item : items) list.push_back(to_value(item));
  return ascii(json::serialize(list));
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
