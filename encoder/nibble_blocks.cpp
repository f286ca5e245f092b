#include "encoder/nibble_blocks.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

namespace secondbrain::encoder {

namespace {

/// IEEE 754 half precision, little-endian.
float half_at(const std::byte* bytes) {
  constexpr std::uint32_t exponents = 0x7C00;  // none but 0 is a subnormal's, all ones are infinity's
  constexpr float least_step = 1.0F / (1 << 24);
  constexpr std::uint32_t bias = 127 - 15;
  std::uint16_t stored = 0;
  std::memcpy(&stored, bytes, sizeof(stored));
  const std::uint32_t bits = stored;
  const auto sign = (bits & 0x8000) << 16;
  if ((bits & exponents) == 0) {
    const auto size = static_cast<float>(bits & 0x3FF) * least_step;
    return sign == 0 ? size : -size;
  }
  return std::bit_cast<float>(sign | (((bits & 0x7FFF) << 13) + (bias << 23)));
}

}  // namespace

void add_block(const std::byte* block, float* to) {
  constexpr int zero = 8;
  constexpr std::size_t half = numbers_of_block / 2;
  const auto scale = half_at(block);
  for (std::size_t at = 0; at < half; ++at) {
    const auto both = std::to_integer<int>(block[2 + at]);
    to[at] += scale * static_cast<float>((both & 0xF) - zero);
    to[at + half] += scale * static_cast<float>((both >> 4) - zero);
  }
}

}  // namespace secondbrain::encoder
