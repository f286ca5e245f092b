#include "brain/vault/changes/spelled_name.hpp"

#include <fcntl.h>

#include "base/file_descriptor.hpp"
#include "brain/vault/changes/scan_entry.hpp"

namespace secondbrain::vault {

namespace {

std::string with_case_swapped(std::string name) {
  for (char& c : name)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) c ^= 0x20;
  return name;
}

bool is_listed(int directory, const std::string& name) {
  file_descriptor again{::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  directory_stream entries{again ? ::fdopendir(again.get()) : nullptr};
  if (!entries) return true;  // for all that is known
  again.release();            // the stream closes it
  while (const auto* listed = ::readdir(entries.get()))
    if (name == listed->d_name) return true;
  return false;
}

}  // namespace

bool is_spelled_so(int directory, const std::string& name, const struct stat& found) {
  const auto other_name = with_case_swapped(name);
  struct stat other;
  if (other_name != name && ::fstatat(directory, other_name.c_str(), &other, AT_SYMLINK_NOFOLLOW) != 0) return true;
  const bool is_same = other_name == name || (other.st_ino == found.st_ino && other.st_dev == found.st_dev);
  return !is_same || is_listed(directory, name);
}

}  // namespace secondbrain::vault
