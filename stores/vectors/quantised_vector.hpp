// A vector in one byte a dimension: signed codes and a scale, and how far that is from the vector itself.
//
// Symmetric scalar quantisation, a scale for each vector. The error is measured, not estimated, so that a product of
// codes gives a bound for the true one (Cauchy-Schwarz). Pure and thread-safe; nothing fails.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace secondbrain::stores {

struct quantised_vector {
  float scale = 0;                 // the vector is about scale × codes
  float error = 0;                 // the length of what is missing, rounded up
  std::vector<std::int8_t> codes;  // −127…127
};

/// A vector with a value that is no number becomes zeros.
quantised_vector quantise(std::span<const float> values);

/// What is searched for, in two bytes a dimension: next to nothing is lost.
class quantised_question {
 public:
  explicit quantised_question(std::span<const float> values);

  /// How large its product with a vector can be at most, when that one's length is 1, and the products of codes are
  /// `sum`. Room for what adding floats loses is left.
  float at_most(std::int32_t sum, float scale, float error) const noexcept {
    return static_cast<float>(sum) * scale * scale_ + error * length_ + slack_;
  }

  const std::vector<std::int16_t>& codes() const noexcept { return codes_; }

 private:
  std::vector<std::int16_t> codes_;
  float scale_ = 0;
  float length_ = 0;
  float slack_ = 0;
};

}  // namespace secondbrain::stores
