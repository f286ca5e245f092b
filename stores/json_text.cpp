#include "stores/json_text.hpp"

#include <array>
#include <boost/json.hpp>
#include <cstdint>
#include <cstdio>

#include "messages/json_text.hpp"

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

void begin_line(std::string& out, std::size_t depth) {
  out += '\n';
  out.append(2 * depth, ' ');
}

void write(std::string& out, const json::value& value, std::size_t depth);

void write(std::string& out, const json::object& object, std::size_t depth) {
  out += '{';
  for (bool first = true; const auto& member : object) {
    if (!first) out += ',';
    first = false;
    begin_line(out, depth + 1);
    out += json::serialize(member.key());
    out += ": ";
    write(out, member.value(), depth + 1);
  }
  begin_line(out, depth);
  out += '}';
}

void write(std::string& out, const json::array& array, std::size_t depth) {
  out += '[';
  for (bool first = true; const auto& item : array) {
    if (!first) out += ',';
    first = false;
    begin_line(out, depth + 1);
    write(out, item, depth + 1);
  }
  begin_line(out, depth);
  out += ']';
}

void write(std::string& out, const json::value& value, std::size_t depth) {
  if (const auto* object = value.if_object(); object && !object->empty()) {
    write(out, *object, depth);
  } else if (const auto* array = value.if_array(); array && !array->empty()) {
    write(out, *array, depth);
  } else {
    append_json(out, value);
  }
}

}  // namespace

std::string to_ascii(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  while (!json.empty()) {
    if (static_cast<unsigned char>(json[0]) < 0x80) {
      out += json[0];
      json.remove_prefix(1);
      continue;
    }
    const auto [value, bytes] = decode(json);
    json.remove_prefix(bytes);
    if (value < 0x10000) {
      append_escape(out, value);
    } else {
      append_escape(out, 0xd800 + ((value - 0x10000) >> 10));
      append_escape(out, 0xdc00 + ((value - 0x10000) & 0x3ff));
    }
  }
  return out;
}

std::string indented(const json::value& value) {
  std::string out;
  write(out, value, 0);
  out += '\n';
  return to_ascii(out);
}

}  // namespace secondbrain::stores
