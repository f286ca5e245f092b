// An open file that closes itself. Moves, does not copy; owned by one thread at a time.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <utility>

namespace secondbrain {

class file_descriptor {
 public:
  file_descriptor() = default;
  explicit file_descriptor(int descriptor) noexcept : descriptor_{descriptor} {}
  file_descriptor(file_descriptor&& other) noexcept : descriptor_{other.release()} {}
  file_descriptor& operator=(file_descriptor&& other) noexcept {
    if (this != &other) {
      close();
      descriptor_ = other.release();
    }
    return *this;
  }
  ~file_descriptor() { close(); }

  int get() const noexcept { return descriptor_; }
  explicit operator bool() const noexcept { return descriptor_ >= 0; }

  void close() noexcept {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

  /// Closing it is the caller's from now on.
  int release() noexcept { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_ = -1;
};

/// Whether the open file is the one that `path` names now, and not one that was renamed, removed or replaced.
bool is_named(const file_descriptor& file, const std::filesystem::path& path);

}  // namespace secondbrain
