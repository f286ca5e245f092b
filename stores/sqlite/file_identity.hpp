// Which file a path names, so that a reader notices that its file was replaced under it.
//
// Any thread; never fails: a file that cannot be looked at has no identity.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <filesystem>
#include <optional>

namespace secondbrain::stores::sqlite {

struct file_identity {
  dev_t device = 0;
  ino_t inode = 0;
  friend bool operator==(const file_identity&, const file_identity&) = default;
};

inline std::optional<file_identity> identify(const std::filesystem::path& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) return std::nullopt;
  return file_identity{found.st_dev, found.st_ino};
}

}  // namespace secondbrain::stores::sqlite
