#include "base/file_descriptor.hpp"

#include <sys/stat.h>

namespace secondbrain {

bool is_named(const file_descriptor& file, const std::filesystem::path& path) {
  struct stat ours {};
  struct stat there {};
  return ::fstat(file.get(), &ours) == 0 && ::stat(path.c_str(), &there) == 0 && ours.st_ino == there.st_ino &&
         ours.st_dev == there.st_dev;
}

}  // namespace secondbrain
