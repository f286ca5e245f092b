#include "http/json_text.hpp"

#include <array>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>

namespace secondbrain::http {

namespace json = boost::json;

namespace {

void write(std::string& out, const json::value& value);

void write_number(std::string& out, double number) {
  if (!std::isfinite(number)) {  // JSON has no word for it
    out += "null";
    return;
  }
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  const std::string_view written{digits.data(), static_cast<std::size_t>(end - digits.data())};
  out += written;
  if (written.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void write_array(std::string& out, const json::array& array) {
  out += '[';
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) out += ',';
    write(out, array[i]);
  }
  out += ']';
}

void write_object(std::string& out, const json::object& object) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : object) {
    if (!first) out += ',';
    first = false;
    out += json::serialize(key);
    out += ':';
    write(out, value);
  }
  out += '}';
}

void write(std::string& out, const json::value& value) {
  if (value.is_double())
    write_number(out, value.get_double());
  else if (value.is_array())
    write_array(out, value.get_array());
  else if (value.is_object())
    write_object(out, value.get_object());
  else if (value.is_string())
    out += json::serialize(value.get_string());
  else
    out += json::serialize(value);
}

}  // namespace

std::string json_text(const json::value& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace secondbrain::http
