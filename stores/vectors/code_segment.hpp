// The codes of some thousand vectors, one after the other in memory: in large pages where the system has them, as
// looking small ones up is a third of what reading them all in order costs.
//
// One thread appends; any number of threads read what was there when they were told of it (vector_codes says how many
// rows that are). What has been appended never changes, so nobody waits for anybody. Cannot fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>

#include "stores/vectors/quantised_vector.hpp"

namespace secondbrain::stores {

class code_segment {
 public:
  static constexpr std::size_t capacity = 16'384;  // rows: large pages are filled by any multiple of 128 dimensions

  explicit code_segment(std::size_t dimensions)
      : dimensions_{dimensions},
        codes_{in_large_pages(capacity * dimensions)},
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

  /// Has memory begin to bring the codes of a row, if there is one.
  void prefetch(std::size_t at) const noexcept {
    constexpr std::size_t cache_line = 64;
    if (at >= capacity) return;
    const auto* row = codes_.get() + at * dimensions_;
    for (std::size_t byte = 0; byte < dimensions_; byte += cache_line) __builtin_prefetch(row + byte);
  }

  static constexpr std::size_t bytes_of(std::size_t rows, std::size_t dimensions) noexcept {
    return rows * (dimensions + sizeof(facts));
  }
  std::size_t bytes() const noexcept { return bytes_of(capacity, dimensions_); }

 private:
  struct release {
    void operator()(std::int8_t* codes) const noexcept { std::free(codes); }
  };
  using memory = std::unique_ptr<std::int8_t[], release>;

  static memory in_large_pages(std::size_t bytes);

  std::size_t dimensions_;
  memory codes_;  // row-major
  std::unique_ptr<facts[]> facts_;
};

}  // namespace secondbrain::stores
