// A directory in the backup directory that is gone when we are done with it.
//
// Moves, does not copy; one thread. What a crash leaves of one with the usual name, the next backup removes.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/error.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {

/// Names of scratch places begin so; one that a crash has left behind may be removed.
inline constexpr auto scratch_prefix = ".scratch.";

class scratch_directory {
 public:
  static result<scratch_directory> make_in(const std::filesystem::path& backups,
                                           const std::string& prefix = scratch_prefix) {
    auto name = (backups / (prefix + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr)
      return fail_with_errno("cannot create a scratch directory in " + backups.string());
    return scratch_directory{name};
  }

  scratch_directory(scratch_directory&& other) noexcept : path_{std::move(other.path_)} { other.path_.clear(); }
  scratch_directory& operator=(scratch_directory&&) = delete;
  ~scratch_directory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit scratch_directory(std::filesystem::path path) : path_{std::move(path)} {}

  std::filesystem::path path_;
};

}  // namespace secondbrain::ops
