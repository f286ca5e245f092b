// Durations of one repeated thing, and what to quote of them.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace secondbrain::bench {

using seconds = std::chrono::duration<double>;

class samples {
 public:
  void add(seconds took) { taken_.push_back(took.count()); }
  /// In seconds; `share` 0.5 is the median.
  double percentile(double share) const;
  std::size_t size() const noexcept { return taken_.size(); }

 private:
  std::vector<double> taken_;
};

/// How long `body` takes.
template <class Body>
seconds time_of(Body&& body) {
  auto begin = std::chrono::steady_clock::now();
  body();
  return std::chrono::steady_clock::now() - begin;
}

}  // namespace secondbrain::bench
