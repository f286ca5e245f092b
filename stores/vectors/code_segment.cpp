#include "stores/vectors/code_segment.hpp"

#include <algorithm>

namespace secondbrain::stores {

void code_segment::put(std::size_t at, const facts& known, std::span<const std::int8_t> codes) {
  std::copy(codes.begin(), codes.end(), codes_.get() + at * dimensions_);
  facts_[at] = known;
}

}  // namespace secondbrain::stores
