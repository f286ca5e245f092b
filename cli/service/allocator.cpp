#include "cli/service/allocator.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace secondbrain::cli {

void bound_allocator() {
#ifdef __GLIBC__
  // Eight arenas a core by default: what one thread frees stays in its arena and serves no other.
  constexpr int arenas = 2;
  if (std::getenv("MALLOC_ARENA_MAX") == nullptr && std::getenv("GLIBC_TUNABLES") == nullptr)
    ::mallopt(M_ARENA_MAX, arenas);
#endif
}

void give_back_freed_memory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

}  // namespace secondbrain::cli
