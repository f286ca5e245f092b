#include "tests/bench/samples.hpp"

#include <algorithm>

namespace secondbrain::bench {

double samples::percentile(double share) const {
  if (taken_.empty()) return 0;
  auto sorted = taken_;
  std::sort(sorted.begin(), sorted.end());
  auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
  return sorted[std::min(at, sorted.size() - 1)];
}

}  // namespace secondbrain::bench
