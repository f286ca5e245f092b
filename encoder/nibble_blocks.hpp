// Numbers of four bits in blocks of 32 with a scale of half precision: the form that ggml calls Q4_0.
//
// Pure; any thread. 18 bytes a block: the scale, then 16 bytes whose low halves are the first 16 numbers.
#pragma once

#include <cstddef>

namespace secondbrain::encoder {

constexpr std::size_t numbers_of_block = 32;
constexpr std::size_t bytes_of_block = 18;

/// Adds the block's numbers to 32 others.
void add_block(const std::byte* block, float* to);

}  // namespace secondbrain::encoder
