// The codes of a few thousand vectors, one after the other in memory.
//
// One thread appends; any number of threads read what was there when they were told of it (vector_codes says how many
// rows that are). What has been appended never changes, so nobody waits for anybody. Cannot fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "stores/vectors/quantised_vector.hpp"

namespace secondbrain::stores {

class code_segment {
 public:
  static constexpr std::size_t capacity = 4096;  // rows

  explicit code_segment(std::size_t dimensions)
      : dimensions_{dimensions},
        codes_{std::make_unique_for_overwrite<std::int8_t[]>(capacity * dimensions)},
        facts_{std::make_unique_for_overwrite<facts[]>(capacity)} {}

  /// What is known of a row beside its codes.
  struct facts {
    std::int64_t row;  // of the vector in vector_store; ascending
    float scale;
    float error;
  };

  /// Into a place that no reader has been told of. `codes` are as many as the segment has dimensions.
  void put(std::size_t at, const facts& known, std::span<const std::int8_t> codes);

  const facts& at(std::size_t at) const noexcept { return facts_[at]; }
  std::span<const std::int8_t> codes(std::size_t at) const noexcept {
    return {codes_.get() + at * dimensions_, dimensions_};
  }

  static constexpr std::size_t bytes_of(std::size_t rows, std::size_t dimensions) noexcept {
    return rows * (dimensions + sizeof(facts));
  }
  std::size_t bytes() const noexcept { return bytes_of(capacity, dimensions_); }

 private:
  std::size_t dimensions_;
  std::unique_ptr<std::int8_t[]> codes_;  // row-major
  std::unique_ptr<facts[]> facts_;
};

}  // namespace secondbrain::stores
