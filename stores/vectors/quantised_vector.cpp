#include "stores/vectors/quantised_vector.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace secondbrain::stores {

namespace {

constexpr float largest_code = 127;
constexpr double largest_question_code = std::numeric_limits<std::int16_t>::max();
constexpr double largest_sum = std::numeric_limits<std::int32_t>::max();
constexpr float float_slack = 1e-5F;  // sums of floats, here and where the exact product is made

float largest_of(std::span<const float> values) {
  float largest = 0;
  for (const float value : values) {
    if (!std::isfinite(value)) return 0;
    largest = std::max(largest, std::abs(value));
  }
  return largest;
}

double length_of(std::span<const float> values) {
  double squares = 0;
  for (const float value : values) squares += static_cast<double>(value) * value;
  return std::sqrt(squares);
}

float rounded_up(double value) {
  return std::nextafter(static_cast<float>(value), std::numeric_limits<float>::infinity());
}

template <class Code>
double missing(std::span<const float> values, const std::vector<Code>& codes, double scale) {
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double difference = values[i] - scale * codes[i];
    squares += difference * difference;
  }
  return std::sqrt(squares);
}

}  // namespace

quantised_vector quantise(std::span<const float> values) {
  quantised_vector made;
  made.codes.resize(values.size());
  const float largest = largest_of(values);
  if (largest == 0) return made;
  made.scale = largest / largest_code;
  if (made.scale == 0) return made;  // too small for a float of its own
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float code = std::clamp(std::round(values[i] / made.scale), -largest_code, largest_code);
    made.codes[i] = static_cast<std::int8_t>(code);
  }
  made.error = rounded_up(missing(values, made.codes, made.scale));
  return made;
}

// No sum of products is larger than the product of the lengths, and no vector of codes is longer than 127 × √n.
quantised_question::quantised_question(std::span<const float> values) : codes_(values.size()), slack_{float_slack} {
  const float largest = largest_of(values);
  if (largest == 0) return;
  const double length = length_of(values);
  const double longest_codes = largest_code * std::sqrt(static_cast<double>(values.size()));
  const double room = largest_sum / longest_codes - std::sqrt(static_cast<double>(values.size()));  // for rounding
  const double factor = std::min(largest_question_code / largest, room / length);
  for (std::size_t i = 0; i < values.size(); ++i)
    codes_[i] = static_cast<std::int16_t>(std::lround(values[i] * factor));
  scale_ = static_cast<float>(1 / factor);
  length_ = rounded_up(length);
  constexpr double longest_vector = 1.1;  // 1, and what quantising adds
  slack_ += rounded_up(longest_vector * missing(values, codes_, 1 / factor));
}

}  // namespace secondbrain::stores
