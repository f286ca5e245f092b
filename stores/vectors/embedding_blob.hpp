// How a vector lies in vectors.db: its floats, little-endian, one after the other. Cannot fail.
#pragma once

#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <vector>

namespace secondbrain::stores {

static_assert(std::endian::native == std::endian::little && sizeof(float) == 4);

/// Bytes that make no whole float are left out: then the vector is too short.
inline std::vector<float> floats_of(std::span<const std::byte> blob) {
  std::vector<float> values(blob.size() / sizeof(float));
  if (!values.empty()) std::memcpy(values.data(), blob.data(), values.size() * sizeof(float));
  return values;
}

}  // namespace secondbrain::stores
