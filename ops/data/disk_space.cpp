#include "ops/data/disk_space.hpp"

#include "base/system_error.hpp"

namespace secondbrain::ops {

result<std::uint64_t> free_bytes(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  std::error_code failure;
  auto place = path;
  while (!fs::exists(place, failure) && place.has_relative_path()) place = place.parent_path();
  auto space = fs::space(place.empty() ? "." : place, failure);
  if (failure) return fail_with(failure, "cannot determine the free space at " + path.string());
  return space.available;
}

}  // namespace secondbrain::ops
