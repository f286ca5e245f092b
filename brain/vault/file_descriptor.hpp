// A file descriptor that closes itself. Owned by one thread at a time.
#pragma once

#include <unistd.h>

#include <utility>

namespace secondbrain::vault {

class file_descriptor {
 public:
  explicit file_descriptor(int value = -1) noexcept : value_{value} {}
  ~file_descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  file_descriptor(file_descriptor&& other) noexcept : value_{other.release()} {}
  file_descriptor& operator=(file_descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }

  explicit operator bool() const noexcept { return value_ >= 0; }
  int get() const noexcept { return value_; }
  int release() noexcept { return std::exchange(value_, -1); }

 private:
  int value_;
};

}  // namespace secondbrain::vault
