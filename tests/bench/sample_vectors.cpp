#include "tests/bench/sample_vectors.hpp"

#include <functional>

#include "brain/llm/embedder.hpp"

namespace secondbrain::bench {
namespace {

constexpr int subjects = 500;

std::vector<float> anywhere(std::minstd_rand& random) {
  std::normal_distribution<float> normal;
  std::vector<float> values(sample_dimensions);
  for (auto& value : values) value = normal(random);
  static_cast<void>(search::normalise(values));
  return values;
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
  static_cast<void>(search::normalise(values));
  return values;
}

}  // namespace secondbrain::bench
