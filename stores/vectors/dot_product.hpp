// Inner products: of floats, exactly, and of codes, which cost a quarter of the memory traffic.
//
// Pure and thread-safe. Compiled for what every processor of its kind has, and the products of codes for AVX2 as well,
// which is taken where the processor has it: from there on it is memory that sets the pace.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace secondbrain::stores {

/// Of two vectors of one length. Always adds in the same order, so that equal vectors have equal products.
float dot_product(std::span<const float> a, std::span<const float> b) noexcept;

/// The caller sees to it that the sum fits (quantised_question does).
std::int32_t dot_product(const std::int8_t* codes, const std::int16_t* question, std::size_t length) noexcept;

}  // namespace secondbrain::stores
