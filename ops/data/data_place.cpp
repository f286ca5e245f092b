#include "ops/data/data_place.hpp"

#include <system_error>

namespace secondbrain::ops {

namespace fs = std::filesystem;

fs::path data_place(const fs::path& data_directory) {
  constexpr int most_links = 40;  // as the kernel follows
  std::error_code failure;
  auto place = fs::absolute(data_directory, failure).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  for (int links = 0; links < most_links && fs::is_symlink(place, failure); ++links) {
    const auto target = fs::read_symlink(place, failure);
    if (failure) break;
    place = (place.parent_path() / target).lexically_normal();
    if (!place.has_filename()) place = place.parent_path();
  }
  const auto parent = fs::weakly_canonical(place.parent_path(), failure);
  return failure ? place : parent / place.filename();
}

}  // namespace secondbrain::ops
