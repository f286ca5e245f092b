// Ends the waiting of one thread from any other. It is a descriptor underneath, so that the thread can wait for files
// at the same time.
//
// `wake` is for any thread; the rest belongs to the one that waits. Fails with io_failure when the system has no
// descriptors left.
#pragma once

#include <chrono>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain {

class wake_signal {
 public:
  static result<wake_signal> create();

  /// The wait under way, or else the next one, is over at once.
  void wake() const noexcept;

  /// Until it is woken, the other descriptor (-1: there is none) can be read, or the time is over.
  void wait(std::chrono::milliseconds timeout, int other = -1) const noexcept;

  /// Can be read while it is woken.
  int descriptor() const noexcept { return waiting_.get(); }
  /// Nobody has woken it so far.
  void reset() const noexcept;

 private:
  wake_signal(file_descriptor waiting, file_descriptor waking)
      : waiting_{std::move(waiting)}, waking_{std::move(waking)} {}

  file_descriptor waiting_;
  file_descriptor waking_;
};

/// Waits until the descriptor can be read; -1: until the time is over.
void wait_until_readable(int descriptor, std::chrono::milliseconds timeout) noexcept;

}  // namespace secondbrain
