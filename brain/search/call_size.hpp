// How many texts go into the next call of a model: as many as it embeds in about two seconds, so that a slow host
// answers before its time is up, and neither a question nor a stop waits long behind a call.
//
// A value; cannot fail.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace secondbrain::search {

class call_size {
 public:
  static constexpr std::chrono::seconds wanted{2};  // a call
  static constexpr std::size_t first = 8;           // texts, as nothing is known of the model

  explicit call_size(std::size_t most) : most_{most}, next_{std::min(first, most)} {}

  std::size_t next() const { return next_; }

  /// Twice as many at most: the first texts of a model that is being loaded, or of a host that is busy, say little.
  void took(std::size_t texts, std::chrono::nanoseconds time) {
    const auto one = std::max<std::chrono::nanoseconds>(time / static_cast<std::int64_t>(texts), minimum);
    next_ = std::clamp<std::size_t>(static_cast<std::size_t>(wanted / one), 1, std::min(2 * next_, most_));
  }

  /// It failed with so many, more than one.
  void failed_with(std::size_t texts) { next_ = texts / 2; }

 private:
  static constexpr std::chrono::nanoseconds minimum{1};

  std::size_t most_;
  std::size_t next_;
};

}  // namespace secondbrain::search
