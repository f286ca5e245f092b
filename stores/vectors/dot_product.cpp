#include "stores/vectors/dot_product.hpp"

#include <cstring>

namespace secondbrain::stores {

namespace {

// GCC's and Clang's vector extension: SSE on x86-64, NEON on ARM, nothing that some processor of either lacks. Several
// accumulators keep the additions from waiting for one another.
using lanes = float __attribute__((vector_size(16)));
constexpr std::size_t width = sizeof(lanes) / sizeof(float);
constexpr std::size_t accumulators = 4;
constexpr std::size_t stride = width * accumulators;

lanes load(const float* from) {
  lanes loaded;
  std::memcpy(&loaded, from, sizeof loaded);
  return loaded;
}

}  // namespace

float dot_product(std::span<const float> a, std::span<const float> b) noexcept {
  lanes sums[accumulators] = {};
  std::size_t i = 0;
  for (; i + stride <= a.size(); i += stride) {
    for (std::size_t part = 0; part < accumulators; ++part) {
      sums[part] += load(a.data() + i + part * width) * load(b.data() + i + part * width);
    }
  }
  const lanes total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float sum = (total[0] + total[1]) + (total[2] + total[3]);
  for (; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

namespace {

// The compiler makes pmaddwd of this on x86-64 and smlal on ARM, where it is allowed to (-O3, see CMakeLists.txt).
[[gnu::always_inline]] inline std::int32_t sum_of_products(const std::int8_t* codes, const std::int16_t* question,
                                                           std::size_t length) noexcept {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < length; ++i) sum += static_cast<std::int16_t>(codes[i]) * question[i];
  return sum;
}

std::int32_t everywhere(const std::int8_t* codes, const std::int16_t* question, std::size_t length) noexcept {
  return sum_of_products(codes, question, length);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] std::int32_t with_avx2(const std::int8_t* codes, const std::int16_t* question,
                                               std::size_t length) noexcept {
  return sum_of_products(codes, question, length);
}

auto* chosen() noexcept {
  return __builtin_cpu_supports("avx2") != 0 ? with_avx2 : everywhere;
}
#else
auto* chosen() noexcept {
  return everywhere;
}
#endif

}  // namespace

std::int32_t dot_product(const std::int8_t* codes, const std::int16_t* question, std::size_t length) noexcept {
  static auto* const product = chosen();
  return product(codes, question, length);
}

}  // namespace secondbrain::stores
