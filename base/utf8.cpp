#include "base/utf8.hpp"

#include "base/ascii.hpp"

namespace secondbrain {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view replacement_bytes = "\xEF\xBF\xBD";

/// Length that a lead byte announces; 0 for a byte that cannot lead.
std::size_t announced_length(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

/// Neither overlong, nor a surrogate, nor beyond Unicode (RFC 3629 §3).
bool is_scalar_value(char32_t value, std::size_t length) noexcept {
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  return value >= smallest[length] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

}  // namespace

bool is_continuation(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

code_point code_point_at(std::string_view text, std::size_t at) noexcept {
  auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1, true};
  auto length = announced_length(lead);
  if (length == 0 || length > text.size() - at) return {};
  char32_t value = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const char next = text[at + i];
    if (!is_continuation(next)) return {};
    value = (value << 6) | (static_cast<unsigned char>(next) & 0x3F);
  }
  if (!is_scalar_value(value, length)) return {};
  return {value, length, true};
}

bool is_valid_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii(text[at])) {
      ++at;
      continue;
    }
    auto point = code_point_at(text, at);
    if (!point.valid) return false;
    at += point.length;
  }
  return true;
}

std::size_t count_code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += is_ascii(text[at]) ? 1 : code_point_at(text, at).length;
  return count;
}

std::string_view first_code_points(std::string_view text, std::size_t count) noexcept {
  std::size_t end = 0;
  for (; count > 0 && end < text.size(); --count) end += code_point_at(text, end).length;
  return text.substr(0, end);
}

void append_utf8(std::string& text, char32_t value) {
  const auto put = [&text](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (value < 0x80) return put(value);
  if (value < 0x800) {
    put(0xC0 | (value >> 6));
  } else if (value < 0x10000) {
    put(0xE0 | (value >> 12));
    put(0x80 | ((value >> 6) & 0x3F));
  } else {
    put(0xF0 | (value >> 18));
    put(0x80 | ((value >> 12) & 0x3F));
    put(0x80 | ((value >> 6) & 0x3F));
  }
  put(0x80 | (value & 0x3F));
}

std::string repaired_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    out += point.valid ? text.substr(at, point.length) : replacement_bytes;
    at += point.length;
  }
  return out;
}

std::string decode_text(std::string_view bytes) {
  if (bytes.substr(0, byte_order_mark.size()) == byte_order_mark) bytes.remove_prefix(byte_order_mark.size());
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    auto plain = at;
    while (plain < bytes.size() && is_ascii(bytes[plain]) && bytes[plain] != '\r' && bytes[plain] != '\0') ++plain;
    text += bytes.substr(at, plain - at);
    at = plain;
    if (at == bytes.size()) break;
    if (bytes[at] == '\r') {
      text += '\n';
      at += bytes.substr(at, 2) == "\r\n" ? 2 : 1;
      continue;
    }
    auto point = code_point_at(bytes, at);
    bool readable = point.valid && point.value != 0;
    text += readable ? bytes.substr(at, point.length) : replacement_bytes;
    at += point.length;
  }
  return text;
}

}  // namespace secondbrain
