#include "http/wire/values.hpp"

#include <algorithm>
#include <array>
#include <boost/json/stream_parser.hpp>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "http/wire/query_text.hpp"

namespace secondbrain::http {

namespace {

/// One value under examination: what it should be, what it is, where it stands, and where problems go.
struct examination {
  const schema& type;
  const json::value& raw;
  const location& where;
  problems& found;

  json::value reject(std::string_view kind, std::string message, json::object context = {}) const {
    found.add(kind, where, std::move(message), raw, std::move(context));
    return nullptr;
  }
};

/// Digits with a sign, perhaps followed by ".0"; what is too large for us keeps its sign and meets its bound.
std::optional<std::int64_t> parse_integer(std::string_view text) noexcept {
  text = trimmed(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (const auto point = text.find('.'); point != std::string_view::npos) {
    const auto fraction = text.substr(point + 1);
    if (fraction.empty() || fraction.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
    text = text.substr(0, point);
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::int64_t magnitude = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), magnitude).ec != std::errc{})
    magnitude = std::numeric_limits<std::int64_t>::max();
  return negative ? -magnitude : magnitude;
}

std::optional<bool> parse_boolean(std::string_view text) noexcept {
  constexpr std::array<std::string_view, 6> yes{"true", "1", "on", "t", "y", "yes"};
  constexpr std::array<std::string_view, 6> no{"false", "0", "off", "f", "n", "no"};
  auto same = [text](std::string_view word) { return same_ignoring_case(word, text); };
  if (std::any_of(yes.begin(), yes.end(), same)) return true;
  if (std::any_of(no.begin(), no.end(), same)) return false;
  return std::nullopt;
}

json::value check_integer(const examination& e, std::int64_t value) {
  if (e.type.minimum && value < *e.type.minimum)
    return e.reject("greater_than_equal", "Input should be greater than or equal to " + std::to_string(*e.type.minimum),
                    {{"ge", *e.type.minimum}});
  if (e.type.maximum && value > *e.type.maximum)
    return e.reject("less_than_equal", "Input should be less than or equal to " + std::to_string(*e.type.maximum),
                    {{"le", *e.type.maximum}});
  return value;
}

json::value read_integer(const examination& e) {
  if (const auto* text = e.raw.if_string()) {
    if (const auto value = parse_integer(*text)) return check_integer(e, *value);
    return e.reject("int_parsing", "Input should be a valid integer, unable to parse string as an integer");
  }
  if (e.raw.is_bool()) return check_integer(e, e.raw.get_bool() ? 1 : 0);
  if (e.raw.is_uint64()) return check_integer(e, std::numeric_limits<std::int64_t>::max());
  if (const auto* value = e.raw.if_int64()) return check_integer(e, *value);
  if (const auto* value = e.raw.if_double()) {
    if (std::trunc(*value) != *value)
      return e.reject("int_from_float", "Input should be a valid integer, got a number with a fractional part");
    constexpr double limit = 9.0e18;  // well inside 64 bits, where a double still converts
    return check_integer(e, static_cast<std::int64_t>(std::clamp(*value, -limit, limit)));
  }
  return e.reject("int_type", "Input should be a valid integer");
}

json::value read_number(const examination& e) {
  if (e.raw.is_number()) return e.raw.to_number<double>();
  return e.reject("float_type", "Input should be a valid number");
}

json::value read_boolean(const examination& e) {
  if (e.raw.is_bool()) return e.raw;
  std::optional<bool> value;
  if (const auto* text = e.raw.if_string())
    value = parse_boolean(*text);
  else if (e.raw == 0 || e.raw == 1)
    value = e.raw == 1;
  else if (!e.raw.is_number())
    return e.reject("bool_type", "Input should be a valid boolean");
  if (value) return *value;
  return e.reject("bool_parsing", "Input should be a valid boolean, unable to interpret input");
}

std::string characters(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " character" : " characters");
}

json::value read_string(const examination& e) {
  const auto* value = e.raw.if_string();
  if (!value) return e.reject("string_type", "Input should be a valid string");
  const auto length = static_cast<std::int64_t>(count_code_points(*value));
  if (e.type.minimum && length < *e.type.minimum)
    return e.reject("string_too_short", "String should have at least " + characters(*e.type.minimum),
                    {{"min_length", *e.type.minimum}});
  if (e.type.maximum && length > *e.type.maximum)
    return e.reject("string_too_long", "String should have at most " + characters(*e.type.maximum),
                    {{"max_length", *e.type.maximum}});
  return e.raw;
}

/// 'open', 'in_progress' or 'done'
std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += "'" + words[i] + "'";
  }
  return out;
}

std::string as_pattern(const std::vector<std::string>& words) {
  std::string out = "^(";
  for (std::size_t i = 0; i < words.size(); ++i) out += (i > 0 ? "|" : "") + words[i];
  return out + ")$";
}

json::value read_choice(const examination& e) {
  const auto* value = e.raw.if_string();
  const auto& words = e.type.choices;
  if (value && std::find(words.begin(), words.end(), std::string_view{*value}) != words.end()) return e.raw;
  if (e.type.kind == shape::choice)
    return e.reject("literal_error", "Input should be " + listed(words), {{"expected", listed(words)}});
  if (!value) return e.reject("string_type", "Input should be a valid string");
  const auto pattern = as_pattern(words);
  return e.reject("string_pattern_mismatch", "String should match pattern '" + pattern + "'", {{"pattern", pattern}});
}

json::value read_list(const examination& e) {
  const auto* values = e.raw.if_array();
  if (!values) return e.reject("list_type", "Input should be a valid list");
  json::array out;
  for (std::size_t i = 0; i < values->size(); ++i)
    out.push_back(read_json(*e.type.element, (*values)[i], e.where / i, e.found));
  return out;
}

json::value read_map(const examination& e) {
  const auto* values = e.raw.if_object();
  if (!values) return e.reject("dict_type", "Input should be a valid dictionary");
  json::object out;
  for (const auto& [key, value] : *values) out[key] = read_json(*e.type.element, value, e.where / key, e.found);
  return out;
}

void refuse_unknown(const examination& e, const json::object& values) {
  const auto& members = e.type.members;
  std::string names;
  for (const auto& part : members) names.append(names.empty() ? "" : ", ").append(part.name);
  for (const auto& [key, value] : values)
    if (std::none_of(members.begin(), members.end(),
                     [name = std::string_view{key}](const member& part) { return part.name == name; }))
      e.found.add("extra_forbidden", e.where / key, "There is no such field; there are " + names, value);
}

json::value read_object(const examination& e) {
  const auto* values = e.raw.if_object();
  if (!values)
    return e.reject("model_attributes_type", "Input should be a valid dictionary or object to extract fields from");
  json::object out;
  for (const auto& part : e.type.members) {
    if (const auto* value = values->if_contains(part.name))
      out[part.name] = read_json(part.type, *value, e.where / part.name, e.found);
    else if (part.fallback)
      out[part.name] = *part.fallback;
    else
      e.found.add("missing", e.where / part.name, "Field required", e.raw);
  }
  if (e.type.is_closed) refuse_unknown(e, *values);
  return out;
}

bool declares_json(const http_request& http) noexcept {
  if (!http.has_header("Content-Type")) return true;
  const auto whole = http.header_value("Content-Type");
  const auto type = trimmed(whole.substr(0, whole.find(';')));
  constexpr std::string_view tree = "application/";
  if (type.size() < tree.size() || !same_ignoring_case(type.substr(0, tree.size()), tree)) return false;
  const auto subtype = type.substr(tree.size());
  constexpr std::string_view suffix = "+json";
  return same_ignoring_case(subtype, "json") ||
         (subtype.size() > suffix.size() && same_ignoring_case(subtype.substr(subtype.size() - suffix.size()), suffix));
}

}  // namespace

json::value read_json(const schema& type, const json::value& raw, const location& where, problems& found) {
  if (type.nullable && raw.is_null()) return raw;
  const examination e{type, raw, where, found};
  switch (type.kind) {
    case shape::anything: return raw;
    case shape::integer: return read_integer(e);
    case shape::number: return read_number(e);
    case shape::boolean: return read_boolean(e);
    case shape::text: return read_string(e);
    case shape::choice:
    case shape::pattern: return read_choice(e);
    case shape::list: return read_list(e);
    case shape::map: return read_map(e);
    case shape::object: return read_object(e);
  }
  return nullptr;
}

json::value read_text(const schema& type, const std::string& raw, const location& where, problems& found) {
  return read_json(type, json::value(raw), where, found);  // JSON strings are read as leniently as text
}

json::object read_query(const std::vector<member>& declared, std::string_view query, problems& found) {
  json::object out;
  if (declared.empty()) return out;
  const auto sent = parse_query(query);
  for (const auto& part : declared) {
    const auto where = location{"query"} / part.name;
    const auto last =
        std::find_if(sent.rbegin(), sent.rend(), [&part](const auto& pair) { return pair.first == part.name; });
    if (last != sent.rend())
      out[part.name] = read_text(part.type, last->second, where, found);
    else if (part.fallback)
      out[part.name] = *part.fallback;
    else
      found.add("missing", where, "Field required", nullptr);
  }
  return out;
}

json::value read_body(const schema& type, const http_request& http, problems& found) {
  const location where{"body"};
  if (http.body.empty()) {
    found.add("missing", where, "Field required", nullptr);
    return nullptr;
  }
  if (!declares_json(http)) return read_json(type, json::value(repaired_utf8(http.body)), where, found);
  json::stream_parser parser;
  json::error_code failure;
  const auto parsed = parser.write_some(http.body, failure);
  const auto rest = std::string_view{http.body}.substr(parsed);
  if (!failure && rest.find_first_not_of(" \t\r\n") != std::string_view::npos) failure = json::error::extra_data;
  if (!failure) parser.finish(failure);
  if (failure) {
    found.add("json_invalid", where / parsed, "JSON decode error", json::object{}, {{"error", failure.message()}});
    return nullptr;
  }
  return read_json(type, parser.release(), where, found);
}

}  // namespace secondbrain::http
