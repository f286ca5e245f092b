#include "base/utf16.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace secondbrain {

namespace {

using namespace std::string_view_literals;

constexpr char32_t byte_order_mark_unit = 0xFEFF;

bool is_high_surrogate(char32_t unit) noexcept {
  return unit >= 0xD800 && unit < 0xDC00;
}

bool is_low_surrogate(char32_t unit) noexcept {
  return unit >= 0xDC00 && unit < 0xE000;
}

char32_t unit_at(std::string_view bytes, std::size_t at, utf16_order order) noexcept {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return order == utf16_order::little_endian ? first | (second << 8U) : second | (first << 8U);
}

}  // namespace

std::optional<utf16_order> utf16_order_of(std::string_view bytes) noexcept {
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) return std::nullopt;
  if (bytes.starts_with("\xFF\xFE"sv)) return utf16_order::little_endian;
  if (bytes.starts_with("\xFE\xFF"sv)) return utf16_order::big_endian;
  constexpr std::size_t most_looked_at = 4096;
  std::size_t nuls[2] = {0, 0};  // at even and at odd places
  const auto seen = std::min(bytes.size(), most_looked_at);
  for (std::size_t at = 0; at < seen; ++at) nuls[at % 2] += bytes[at] == '\0' ? 1 : 0;
  const auto [fewer, more] = std::minmax(nuls[0], nuls[1]);
  if (fewer > 0 || more == 0 || 4 * more < seen) return std::nullopt;
  return nuls[1] > 0 ? utf16_order::little_endian : utf16_order::big_endian;
}

std::string utf8_from_utf16(std::string_view bytes, utf16_order order) {
  std::string text;
  text.reserve(bytes.size());
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    auto unit = unit_at(bytes, at, order);
    if (at == 0 && unit == byte_order_mark_unit) continue;
    const bool is_pair =
        is_high_surrogate(unit) && at + 3 < bytes.size() && is_low_surrogate(unit_at(bytes, at + 2, order));
    if (is_pair) {
      unit = 0x10000 + ((unit - 0xD800) << 10U) + (unit_at(bytes, at + 2, order) - 0xDC00);
      at += 2;
    } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
      unit = replacement_character;
    }
    append_utf8(text, unit);
  }
  if (at < bytes.size()) append_utf8(text, replacement_character);  // half a unit
  return text;
}

}  // namespace secondbrain
