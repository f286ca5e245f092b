#include "encoder/tensors.hpp"

#include <cstring>
#include <limits>

#include "encoder/nibble_blocks.hpp"

namespace secondbrain::encoder {

std::size_t tensor::size() const {
  std::size_t numbers = 1;
  for (const auto dimension : shape)  // more than there can be stays more than there can be
    if (__builtin_mul_overflow(numbers, dimension, &numbers))
      return std::numeric_limits<std::size_t>::max() / sizeof(float);
  return numbers;
}

std::vector<float> tensor::floats() const {
  if (kind == number_kind::nibbles) {
    std::vector<float> values(bytes.size() / bytes_of_block * numbers_of_block);
    for (std::size_t block = 0; block < values.size() / numbers_of_block; ++block)
      add_block(bytes.data() + block * bytes_of_block, values.data() + block * numbers_of_block);
    return values;
  }
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

std::span<const std::uint8_t> tensor::small_numbers() const {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

}  // namespace secondbrain::encoder
