#include "encoder/row_kernels.hpp"

#include <cmath>

// Sanitizers instrument the choice that the loader makes before they are ready for it.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define SB_FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SB_FOR_EACH_PROCESSOR
#endif

namespace secondbrain::encoder {

namespace {

// Those of the standard library are functions of their own to GCC where one is compiled for several processors, and a
// loop that calls a function is none of vector instructions.
[[gnu::always_inline]] inline float smaller(float a, float b) {
  return a < b ? a : b;
}
[[gnu::always_inline]] inline float larger(float a, float b) {
  return a > b ? a : b;
}

/// e^x to within 2 units of the last place or so, without a branch, so that the compiler makes vector instructions of
/// it: 2 to the whole part by the exponent's bits, 2 to the rest by a polynomial (Cephes, expf).
[[gnu::always_inline]] inline float exponential(float x) {
  constexpr float lowest = -87.0F;
  constexpr float highest = 88.0F;
  constexpr float per_two = 1.44269504088896341F;
  constexpr float ln_two_high = 0.693359375F;
  constexpr float ln_two_low = -2.12194440e-4F;
  constexpr float far_below = 256;  // makes a whole part that is positive, which a cast cuts off downwards
  x = smaller(larger(x, lowest), highest);
  const auto whole = static_cast<std::int32_t>(x * per_two + (far_below + 0.5F)) - static_cast<std::int32_t>(far_below);
  const auto times = static_cast<float>(whole);
  const float rest = (x - times * ln_two_high) - times * ln_two_low;
  float sum = 1.9875691500e-4F;
  sum = sum * rest + 1.3981999507e-3F;
  sum = sum * rest + 8.3334519073e-3F;
  sum = sum * rest + 4.1665795894e-2F;
  sum = sum * rest + 1.6666665459e-1F;
  sum = sum * rest + 5.0000001201e-1F;
  sum = sum * rest * rest + rest + 1;
  constexpr int exponent_bias = 127;
  constexpr int mantissa_bits = 23;
  return sum * __builtin_bit_cast(float, (whole + exponent_bias) << mantissa_bits);
}

/// Abramowitz and Stegun 7.1.26: off by 1.5e-7 at most.
[[gnu::always_inline]] inline float error_function(float x) {
  const float size = __builtin_fabsf(x);
  const float t = 1 / (1 + 0.3275911F * size);
  const float sum =
      ((((1.061405429F * t - 1.453152027F) * t + 1.421413741F) * t - 0.284496736F) * t + 0.254829592F) * t;
  return __builtin_copysignf(1 - sum * exponential(-size * size), x);
}

}  // namespace

SB_FOR_EACH_PROCESSOR
row_code quantise(const float* row, std::size_t width, std::uint8_t* codes) {
  constexpr float levels = 255;
  float lowest = 0;
  float highest = 0;
#pragma omp simd reduction(min : lowest) reduction(max : highest)
  for (std::size_t at = 0; at < width; ++at) {
    lowest = smaller(row[at], lowest);
    highest = larger(row[at], highest);
  }
  row_code code;
  if (highest > lowest) code.scale = (highest - lowest) / levels;
  const float zero = std::nearbyint(-lowest / code.scale);
  code.zero = static_cast<std::int32_t>(zero);
  const float factor = 1 / code.scale;
  const float shift = zero + 0.5F;  // a cast cuts off
#pragma omp simd
  for (std::size_t at = 0; at < width; ++at) {
    const float level = smaller(larger(row[at] * factor + shift, 0.0F), levels);
    codes[at] = static_cast<std::uint8_t>(static_cast<std::int32_t>(level));
  }
  return code;
}

SB_FOR_EACH_PROCESSOR
void dequantise(const std::int32_t* sums, row_code code, column_scales columns, std::size_t width, float* to) {
#pragma omp simd
  for (std::size_t at = 0; at < width; ++at)
    to[at] = static_cast<float>(sums[at] - code.zero * columns.code_sums[at]) * (code.scale * columns.scales[at]) +
             columns.bias[at];
}

SB_FOR_EACH_PROCESSOR
void gelu(float* row, std::size_t width) {
  constexpr float root_of_half = 0.70710678118654752F;
#pragma omp simd
  for (std::size_t at = 0; at < width; ++at) row[at] = 0.5F * row[at] * (1 + error_function(row[at] * root_of_half));
}

SB_FOR_EACH_PROCESSOR
void softmax(float* row, std::size_t width) {
  float most = row[0];
#pragma omp simd reduction(max : most)
  for (std::size_t at = 0; at < width; ++at) most = larger(row[at], most);
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t at = 0; at < width; ++at) {
    row[at] = exponential(row[at] - most);
    sum += row[at];
  }
  const float factor = 1 / sum;
#pragma omp simd
  for (std::size_t at = 0; at < width; ++at) row[at] *= factor;
}

SB_FOR_EACH_PROCESSOR
void normalise(float* row, const float* weight, const float* bias, float epsilon, std::size_t width) {
  const auto count = static_cast<float>(width);
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t at = 0; at < width; ++at) sum += row[at];
  const float mean = sum / count;
  float squares = 0;
#pragma omp simd reduction(+ : squares)
  for (std::size_t at = 0; at < width; ++at) squares += (row[at] - mean) * (row[at] - mean);
  const float factor = 1 / std::sqrt(squares / count + epsilon);
#pragma omp simd
  for (std::size_t at = 0; at < width; ++at) row[at] = (row[at] - mean) * factor * weight[at] + bias[at];
}

SB_FOR_EACH_PROCESSOR
void add(const float* row, std::size_t width, float* to) {
#pragma omp simd
  for (std::size_t at = 0; at < width; ++at) to[at] += row[at];
}

SB_FOR_EACH_PROCESSOR
void add_codes(const std::uint8_t* codes, std::int32_t zero, float scale, std::size_t width, float* to) {
#pragma omp simd
  for (std::size_t at = 0; at < width; ++at) to[at] += scale * static_cast<float>(int{codes[at]} - zero);
}

}  // namespace secondbrain::encoder
