// The system's calls for many writers at once: nobody gives up because the machine is slow.
#pragma once

#include <chrono>

#include "brain/vault/writing/file_operations.hpp"

namespace secondbrain::vault {

/// Whoever waits for another writer has twelve times the patience. Durability is not what is tested with it, and what
/// the disk takes for it would be most of the wait. Thread-safe.
class patient_operations final : public file_operations {
 public:
  int sync(int) const override { return 0; }
  std::chrono::steady_clock::time_point now() const override {
    constexpr int slowness = 12;
    return begun_ + (file_operations::now() - begun_) / slowness;
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace secondbrain::vault
