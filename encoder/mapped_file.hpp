// A file's bytes, mapped into memory to be read.
//
// Moves, does not copy; any thread may read. Whoever shortens the file while it is mapped ends the process, so a
// mapping is kept no longer than it takes to read the file. Fails with not_found and io_failure.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <utility>

#include "base/error.hpp"

namespace secondbrain::encoder {

class mapped_file {
 public:
  static result<mapped_file> open(const std::filesystem::path& file);

  mapped_file(mapped_file&& other) noexcept : bytes_{std::exchange(other.bytes_, {})} {}
  mapped_file& operator=(mapped_file&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  mapped_file(const mapped_file&) = delete;
  mapped_file& operator=(const mapped_file&) = delete;
  ~mapped_file();

  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit mapped_file(std::span<std::byte> bytes) : bytes_{bytes} {}

  std::span<std::byte> bytes_;
};

}  // namespace secondbrain::encoder
