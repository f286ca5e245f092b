#include "tests/bench/sample_vectors.hpp"

#include <cmath>
#include <functional>
#include <utility>

namespace secondbrain::bench {
namespace {

constexpr int subjects = 500;

std::vector<float> to_unit(std::vector<float> values) {
  float squares = 0;
  for (const float value : values) squares += value * value;
  for (auto& value : values) value /= std::sqrt(squares);
  return values;
}

template <class Random>
std::vector<float> anywhere(Random& random) {
  std::normal_distribution<float> normal;
  std::vector<float> values(sample_dimensions);
  for (auto& value : values) value = normal(random);
  return to_unit(std::move(values));
}

}  // namespace

sample_vectors::sample_vectors() {
  for (int i = 0; i < subjects; ++i) subjects_.push_back(anywhere(random_));
}

std::vector<float> sample_vectors::next() {
  return about(random_);
}

std::vector<float> sample_vectors::of(std::string_view text) const {
  random_source random{static_cast<random_source::result_type>(std::hash<std::string_view>{}(text))};
  return about(random);
}

std::vector<float> sample_vectors::about(random_source& random) const {
  const auto& subject = subjects_[random() % subjects_.size()];
  auto values = anywhere(random);
  for (std::size_t i = 0; i < sample_dimensions; ++i) values[i] = 0.8F * values[i] + subject[i];
  return to_unit(std::move(values));
}

}  // namespace secondbrain::bench
