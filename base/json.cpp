#include "base/json.hpp"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>

#include "base/utf8.hpp"

namespace secondbrain {

namespace {

namespace json = boost::json;

using depth = std::optional<std::size_t>;  // nothing: all on one line

void begin_line(std::string& out, depth at) {
  if (!at) return;
  out += '\n';
  out.append(2 * *at, ' ');
}

depth below(depth at) {
  return at ? depth{*at + 1} : at;
}

/// A number with a fraction keeps its point: 2.0, not 2.
void append(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  const std::string_view written{digits.data(), static_cast<std::size_t>(end - digits.data())};
  out += written;
  if (written.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void append(std::string& out, const json::value& value, depth at);

void append(std::string& out, const json::object& object, depth at) {
  out += '{';
  for (bool first = true; const auto& member : object) {
    if (!first) out += ',';
    first = false;
    begin_line(out, below(at));
    out += json::serialize(member.key());
    out += at ? ": " : ":";
    append(out, member.value(), below(at));
  }
  if (!object.empty()) begin_line(out, at);
  out += '}';
}

void append(std::string& out, const json::array& array, depth at) {
  out += '[';
  for (bool first = true; const auto& item : array) {
    if (!first) out += ',';
    first = false;
    begin_line(out, below(at));
    append(out, item, below(at));
  }
  if (!array.empty()) begin_line(out, at);
  out += ']';
}

void append(std::string& out, const json::value& value, depth at) {
  if (const auto* number = value.if_double())
    append(out, *number);
  else if (const auto* array = value.if_array())
    append(out, *array, at);
  else if (const auto* object = value.if_object())
    append(out, *object, at);
  else
    out += json::serialize(value);
}

void append_escape(std::string& out, std::uint16_t unit) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(unit));
  out += text.data();
}

}  // namespace

// A text that is no UTF-8 would spoil the whole answer for whoever reads it. Such bytes stand inside strings only.
std::string json_text(const json::value& value) {
  std::string text;
  append(text, value, std::nullopt);
  return is_valid_utf8(text) ? text : repaired_utf8(text);
}

std::string to_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.length;
    const auto value = static_cast<std::uint32_t>(point.value);
    if (value < 0x80) {
      out += static_cast<char>(value);
    } else if (value < 0x10000) {
      append_escape(out, static_cast<std::uint16_t>(value));
    } else {
      append_escape(out, static_cast<std::uint16_t>(0xd800 + ((value - 0x10000) >> 10)));
      append_escape(out, static_cast<std::uint16_t>(0xdc00 + ((value - 0x10000) & 0x3ff)));
    }
  }
  return out;
}

std::string indented_json(const json::value& value) {
  std::string out;
  append(out, value, 0);
  out += '\n';
  return to_ascii(out);
}

}  // namespace secondbrain
