#include "brain/vault/readable_path.hpp"

#include <optional>

#include "base/utf8.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::string_view digits = "0123456789ABCDEF";
constexpr std::size_t escape_length = 4;

/// The byte that `\xE9` at the beginning of a text stands for; none where a readable path has no escape.
std::optional<unsigned char> escaped_byte(std::string_view text) noexcept {
  if (text.size() < escape_length || text[0] != '\\' || text[1] != 'x') return std::nullopt;
  const auto high = digits.find(text[2]);
  const auto low = digits.find(text[3]);
  if (high == digits.npos || low == digits.npos) return std::nullopt;
  const auto byte = static_cast<unsigned char>(high * digits.size() + low);
  if (byte < 0x80 && byte != '\\') return std::nullopt;
  return byte;
}

void append_escaped(std::string& path, char c) {
  const auto byte = static_cast<unsigned char>(c);
  path += "\\x";
  path += digits[byte / digits.size()];
  path += digits[byte % digits.size()];
}

}  // namespace

std::string readable_path(std::string_view bytes) {
  std::string path;
  path.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = code_point_at(bytes, at);
    if (!point.valid || escaped_byte(bytes.substr(at))) {
      append_escaped(path, bytes[at]);
      ++at;
    } else {
      path += bytes.substr(at, point.length);
      at += point.length;
    }
  }
  return path;
}

std::string system_path(std::string_view readable) {
  std::string bytes;
  bytes.reserve(readable.size());
  while (!readable.empty()) {
    const auto byte = escaped_byte(readable);
    bytes += byte ? static_cast<char>(*byte) : readable.front();
    readable.remove_prefix(byte ? escape_length : 1);
  }
  return bytes;
}

}  // namespace secondbrain::vault
