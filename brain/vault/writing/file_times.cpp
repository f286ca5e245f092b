#include "brain/vault/writing/file_times.hpp"

#include <ctime>

#include "base/stat_times.hpp"

namespace secondbrain::vault {

namespace {

bool same_time(const std::timespec& one, const std::timespec& other) {
  return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

}  // namespace

std::chrono::system_clock::time_point changed_at(const struct stat& attributes) {
  auto& time = modification_time(attributes);
  auto since_epoch = std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
  return std::chrono::system_clock::time_point{
      std::chrono::duration_cast<std::chrono::system_clock::duration>(since_epoch)};
}

bool is_same_state(const struct stat& one, const struct stat& other) {
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino && one.st_size == other.st_size &&
         same_time(modification_time(one), modification_time(other)) &&
         same_time(status_change_time(one), status_change_time(other));
}

}  // namespace secondbrain::vault
