// JSON as every part writes it: UTF-8 as it is, no spaces, numbers as people write them.
//
// Boost's own writer prints 1.5 as 1.5E0; this one prints the shortest decimal that reads back the same. Any thread.
// Nothing here fails: what JSON has no word for (infinity) becomes null.
#pragma once

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace secondbrain {

/// A number with a fraction keeps its point: 2.0, not 2.
inline void append_json_number(std::string& out, double number) {
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

inline void append_json(std::string& out, const boost::json::value& value) {
  if (const auto* number = value.if_double()) {
    append_json_number(out, *number);
  } else if (const auto* array = value.if_array()) {
    out += '[';
    for (bool first = true; const auto& item : *array) {
      if (!std::exchange(first, false)) out += ',';
      append_json(out, item);
    }
    out += ']';
  } else if (const auto* object = value.if_object()) {
    out += '{';
    for (bool first = true; const auto& member : *object) {
      if (!std::exchange(first, false)) out += ',';
      out += boost::json::serialize(member.key());
      out += ':';
      append_json(out, member.value());
    }
    out += '}';
  } else {
    out += boost::json::serialize(value);
  }
}

inline std::string json_text(const boost::json::value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

}  // namespace secondbrain
