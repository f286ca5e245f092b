// Vectors as models give them: those of texts lie together by what the texts are about.
#pragma once

#include <cstddef>
#include <random>
#include <string_view>
#include <vector>

namespace secondbrain::bench {

inline constexpr std::size_t sample_dimensions = 384;

class sample_vectors {
 public:
  sample_vectors();

  /// The same sequence every time.
  std::vector<float> next();
  /// The same for the same text, whatever came before.
  std::vector<float> of(std::string_view text) const;

 private:
  using random_source = std::minstd_rand;  // its state is one number, so that there can be one for each text

  std::vector<float> about(random_source& random) const;

  random_source random_{7};
  std::vector<std::vector<float>> subjects_;
};

}  // namespace secondbrain::bench
