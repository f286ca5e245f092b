// The named tables of numbers in a file of weights: ONNX, or safetensors.
//
// Plain values that point into the bytes they were read from, which must outlive them. Reading fails with corrupt (it
// is damaged or something else) and invalid_argument (it says what is not read here: other kinds of numbers, weights in
// further files), in sentences about "it": whoever reads knows the name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::encoder {

enum class number_kind : std::uint8_t { float32, int8, uint8, nibbles };  // nibbles: in blocks (nibble_blocks.hpp)

struct tensor {
  number_kind kind = number_kind::float32;
  std::vector<std::size_t> shape;  // one without dimensions is a single number
  std::span<const std::byte> bytes;
  std::vector<std::byte> unpacked{};  // what `bytes` points to where the file has them in another form

  std::size_t size() const;

  bool holds_floats() const { return kind == number_kind::float32 || kind == number_kind::nibbles; }

  /// Of those kinds; bytes in a file need not be aligned, so they are copied.
  std::vector<float> floats() const;
  std::span<const std::uint8_t> small_numbers() const;
};

struct tensor_file {
  std::map<std::string, tensor, std::less<>> tensors;
  std::map<std::string, std::string, std::less<>>
      products{};  // ONNX: a part of the network -> the matrix it multiplies by
};

result<tensor_file> read_onnx(std::span<const std::byte> bytes);
result<tensor_file> read_safetensors(std::span<const std::byte> bytes);

}  // namespace secondbrain::encoder
