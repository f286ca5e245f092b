// What a transformer does with one row of numbers between two products. Each for the instructions that the processor
// has, chosen when the program starts. Pure; any thread; rows do not overlap.
#pragma once

#include <cstddef>
#include <cstdint>

namespace secondbrain::encoder {

/// A row as 8-bit codes: value ≈ scale × (code − zero), as ONNX's DynamicQuantizeLinear has it.
struct row_code {
  float scale = 1;
  std::int32_t zero = 0;
};

row_code quantise(const float* row, std::size_t width, std::uint8_t* codes);

/// The matrix by which the row was multiplied, as far as its sums need it to become numbers again.
struct column_scales {
  const float* scales;
  const std::int32_t* code_sums;  // of each column
  const float* bias;
};

void dequantise(const std::int32_t* sums, row_code code, column_scales columns, std::size_t width, float* to);

/// x · Φ(x), with the error function.
void gelu(float* row, std::size_t width);

void softmax(float* row, std::size_t width);

/// Mean 0 and variance 1, then weight and bias.
void normalise(float* row, const float* weight, const float* bias, float epsilon, std::size_t width);

void add(const float* row, std::size_t width, float* to);

/// Adds what codes stand for: `scale × (code − zero)`.
void add_codes(const std::uint8_t* codes, std::int32_t zero, float scale, std::size_t width, float* to);

}  // namespace secondbrain::encoder
