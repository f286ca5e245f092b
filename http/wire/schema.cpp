#include "http/wire/schema.hpp"

#include <boost/json/array.hpp>
#include <utility>

namespace secondbrain::http {

namespace {

schema bounded(shape kind, bound minimum, bound maximum) {
  schema type;
  type.kind = kind;
  type.minimum = minimum;
  type.maximum = maximum;
  return type;
}

schema of_kind(shape kind) {
  return bounded(kind, {}, {});
}

schema of_elements(shape kind, schema element) {
  auto type = of_kind(kind);
  type.element = std::make_shared<const schema>(std::move(element));
  return type;
}

schema of_words(shape kind, std::vector<std::string> choices) {
  auto type = of_kind(kind);
  type.choices = std::move(choices);
  return type;
}

void add_bounds(json::object& out, const schema& type, std::string_view lower, std::string_view upper) {
  if (type.minimum) out[lower] = *type.minimum;
  if (type.maximum) out[upper] = *type.maximum;
}

void add_members(json::object& out, const schema& type) {
  json::object properties;
  json::array needed;
  for (const auto& part : type.members) {
    auto property = to_json_schema(part.type);
    if (!part.summary.empty()) property["description"] = part.summary;
    if (!part.fallback)
      needed.emplace_back(part.name);
    else if (!part.fallback->is_null())
      property["default"] = *part.fallback;
    properties[part.name] = std::move(property);
  }
  out["properties"] = std::move(properties);
  if (!needed.empty()) out["required"] = std::move(needed);
}

}  // namespace

schema anything() {
  return {};
}
schema integer(bound minimum, bound maximum) {
  return bounded(shape::integer, minimum, maximum);
}
schema number() {
  return of_kind(shape::number);
}
schema boolean() {
  return of_kind(shape::boolean);
}
schema text(bound shortest, bound longest) {
  return bounded(shape::text, shortest, longest);
}
schema one_of(std::vector<std::string> choices) {
  return of_words(shape::choice, std::move(choices));
}
schema matching(std::vector<std::string> choices) {
  return of_words(shape::pattern, std::move(choices));
}
schema list_of(schema element) {
  return of_elements(shape::list, std::move(element));
}
schema map_of(schema element) {
  return of_elements(shape::map, std::move(element));
}

schema object(std::vector<member> members) {
  auto type = of_kind(shape::object);
  type.members = std::move(members);
  return type;
}

schema nullable(schema type) {
  type.nullable = true;
  return type;
}

member required(std::string name, schema type, std::string summary) {
  return {std::move(name), std::move(type), std::move(summary), std::nullopt};
}

member optional(std::string name, schema type, json::value fallback, std::string summary) {
  return {std::move(name), std::move(type), std::move(summary), std::move(fallback)};
}

schema closed(schema object) {
  object.is_closed = true;
  return object;
}

json::object to_json_schema(const schema& type) {
  json::object out;
  auto named = [&](const char* name) {
    if (type.nullable)
      out["type"] = {name, "null"};
    else
      out["type"] = name;
  };
  switch (type.kind) {
    case shape::anything: break;
    case shape::integer:
      named("integer");
      add_bounds(out, type, "minimum", "maximum");
      break;
    case shape::number: named("number"); break;
    case shape::boolean: named("boolean"); break;
    case shape::text:
      named("string");
      add_bounds(out, type, "minLength", "maxLength");
      break;
    case shape::choice:
    case shape::pattern: {
      named("string");
      json::array words;
      for (const auto& word : type.choices) words.emplace_back(word);
      if (type.nullable) words.emplace_back(nullptr);
      out["enum"] = std::move(words);
      break;
    }
    case shape::list:
      named("array");
      out["items"] = to_json_schema(*type.element);
      break;
    case shape::map:
      named("object");
      out["additionalProperties"] = to_json_schema(*type.element);
      break;
    case shape::object:
      named("object");
      add_members(out, type);
      if (type.is_closed) out["additionalProperties"] = false;
      break;
  }
  return out;
}

}  // namespace secondbrain::http
