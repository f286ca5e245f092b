// How many of the texts that are still to be looked at the model will have to embed, going by those that were:
// templates and copies repeat what has its vector already.
//
// A value; cannot fail.
#pragma once

#include <cmath>
#include <cstddef>

namespace secondbrain::search {

class repeated_texts {
 public:
  void looked_at(std::size_t texts, std::size_t without_vector) {
    texts_ += static_cast<double>(texts);
    without_ += static_cast<double>(without_vector);
    if (texts_ < 2 * enough) return;
    texts_ /= 2;  // what was before counts for half
    without_ /= 2;
  }

  /// All of them, until enough were looked at.
  std::size_t expected_of(std::size_t texts) const {
    if (texts_ < enough) return texts;
    return static_cast<std::size_t>(std::ceil(static_cast<double>(texts) * without_ / texts_));
  }

 private:
  static constexpr double enough = 10'000;

  double texts_ = 0;
  double without_ = 0;
};

}  // namespace secondbrain::search
