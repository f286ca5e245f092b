// A file that lines are appended to and that is rotated in time: 10 MiB, one `.old` (contract: operations §3).
//
// Rotation happens here, in the process that writes: close, rename, open again, so nothing ever keeps writing into the
// renamed file. If somebody else renames or removes the file, the next line begins a new one. One owner thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::ops {

inline constexpr std::uint64_t rotation_limit = std::uint64_t{10} * 1024 * 1024;  // bytes

class rotating_file {
 public:
  static result<rotating_file> open(std::filesystem::path file, std::uint64_t limit = rotation_limit);

  /// Appends the line and a line feed in one write. A line that would not fit goes to a fresh file.
  status append(std::string_view line);

 private:
  rotating_file(std::filesystem::path file, std::uint64_t limit) : path_{std::move(file)}, limit_{limit} {}

  status reopen();

  std::filesystem::path path_;
  std::uint64_t limit_;
  std::uint64_t size_ = 0;
  file_descriptor file_;
};

/// Rotates a file that no process of ours holds open, if it is larger than `limit`.
status rotate_if_large(const std::filesystem::path& file, std::uint64_t limit = rotation_limit);

}  // namespace secondbrain::ops
