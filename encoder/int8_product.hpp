// Rows of 8-bit codes times a matrix of 8-bit weights, by oneDNN: for each processor the instructions it has.
//
// oneDNN 2 has no product for every processor that keeps its weights in the order it wants them in, but its 1×1
// convolution does (docs/adr/0022): rows are the points of a picture, columns its channels. Any thread may multiply.
// Throws what oneDNN throws (dnnl::error) and std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace secondbrain::encoder {

/// So many rows at most are multiplied at once: what is read and written stays near the processor.
constexpr std::size_t most_rows = 128;

/// Rows are multiplied in groups of so many; memory for all of the last group must be there.
constexpr std::size_t row_group = 8;

constexpr std::size_t rounded_up(std::size_t rows) {
  return (rows + row_group - 1) / row_group * row_group;
}

class int8_product {
 public:
  /// Weights with a row for each input.
  int8_product(std::span<const std::int8_t> weights, std::size_t inputs, std::size_t outputs);
  int8_product(int8_product&&) noexcept;
  ~int8_product();

  /// Sums of `rows` rows, each as long as there are outputs. Both have memory for `rounded_up(rows)` rows.
  void multiply(const std::uint8_t* codes, std::size_t rows, std::int32_t* sums) const;

 private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

/// Products of floats, all rows-first: `to = factor × left × right`, where `right` may stand transposed. The widths say
/// how far apart two rows lie.
struct float_matrix {
  const float* values;
  std::size_t width;
};
enum class orientation : std::uint8_t { as_it_is, transposed };
void multiply_floats(float_matrix left, float_matrix right, orientation of_right, std::size_t rows, std::size_t columns,
                     std::size_t inner, float factor, float* to, std::size_t to_width);

/// Has oneDNN compute on this thread alone, from now on.
void compute_on_this_thread_alone();

}  // namespace secondbrain::encoder
