// When a file was modified and its status changed, to the nanosecond: macOS names the fields of stat(2) otherwise.
//
// Pure functions; thread-safe.
#pragma once

#include <sys/stat.h>

#include <ctime>

namespace secondbrain {

inline const std::timespec& modification_time(const struct stat& attributes) noexcept {
#ifdef __APPLE__
  return attributes.st_mtimespec;
#else
  return attributes.st_mtim;
#endif
}

inline const std::timespec& status_change_time(const struct stat& attributes) noexcept {
#ifdef __APPLE__
  return attributes.st_ctimespec;
#else
  return attributes.st_ctim;
#endif
}

}  // namespace secondbrain
