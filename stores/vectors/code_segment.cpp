#include "stores/vectors/code_segment.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace secondbrain::stores {

code_segment::memory code_segment::in_large_pages(std::size_t bytes) {
  constexpr std::size_t large_page = std::size_t{1} << 21;  // bytes, on x86-64 and ARM
  constexpr std::size_t cache_line = 64;
  const auto unit = bytes < large_page ? cache_line : large_page;
  memory codes{static_cast<std::int8_t*>(std::aligned_alloc(unit, (bytes + unit - 1) / unit * unit))};
  if (!codes) throw std::bad_alloc{};
#ifdef MADV_HUGEPAGE
  if (unit == large_page) ::madvise(codes.get(), bytes, MADV_HUGEPAGE);  // a wish; without them it works as well
#endif
  return codes;
}

void code_segment::put(std::size_t at, const facts& known, std::span<const std::int8_t> codes) {
  std::copy(codes.begin(), codes.end(), codes_.get() + at * dimensions_);
  facts_[at] = known;
}

}  // namespace secondbrain::stores
