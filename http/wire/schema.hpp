// The type of a value on the wire: parameters, bodies and replies are described with it, checked by it (values.hpp)
// and rendered into /openapi.json from it.
//
//   object({required("text", text(1, 10'000), "What to keep"), optional("tags", list_of(text()), nullptr, "…")})
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace secondbrain::http {

namespace json = boost::json;

enum class shape : std::uint8_t { anything, integer, number, boolean, text, choice, pattern, list, map, object };

struct member;

struct schema {
  shape kind = shape::anything;
  bool nullable = false;
  std::optional<std::int64_t> minimum;  // of an integer; of a text in code points
  std::optional<std::int64_t> maximum;
  std::vector<std::string> choices;       // of a choice or a pattern
  std::shared_ptr<const schema> element;  // of a list or a map
  std::vector<member> members;            // of an object
  bool is_closed = false;                 // unknown keys are refused; else they are ignored
};

/// A named part of an object, or a query parameter.
struct member {
  std::string name;
  schema type;
  std::string summary;
  std::optional<json::value> fallback;  // taken when it is absent; nothing: it is required
};

using bound = std::optional<std::int64_t>;

schema anything();
schema integer(bound minimum = {}, bound maximum = {});
schema number();
schema boolean();
schema text(bound shortest = {}, bound longest = {});
/// One of some words; a wrong one is reported as a `literal_error`.
schema one_of(std::vector<std::string> choices);
/// One of some words; a wrong one is reported as a `string_pattern_mismatch` (contract: http_api §2).
schema matching(std::vector<std::string> choices);
schema list_of(schema element);
schema map_of(schema element);
schema object(std::vector<member> members);
/// Of what no client of the predecessor knows: a slip in a name is told.
schema closed(schema object);
schema nullable(schema type);

member required(std::string name, schema type, std::string summary = {});
member optional(std::string name, schema type, json::value fallback, std::string summary = {});

/// As JSON Schema, draft 2020-12.
json::object to_json_schema(const schema& type);

}  // namespace secondbrain::http
