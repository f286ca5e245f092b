// What a run needs of the data directory: the lock that keeps other processes from writing the index, and the signs by
// which they learn that it has changed.
//
// Owned by the thread that indexes.
#pragma once

#include <functional>
#include <memory>

#include "base/error.hpp"
#include "brain/index/index_order.hpp"

namespace secondbrain::index {

/// Held while the index is written; its destructor lets go.
class index_guard {
 public:
  index_guard() = default;
  virtual ~index_guard() = default;
  index_guard(const index_guard&) = delete;
  index_guard& operator=(const index_guard&) = delete;

  /// Says that the work goes on; once a minute at least. errc::locked when the lock was taken from us: stop writing.
  virtual status refresh() = 0;

  /// The index is in step with that much of the vault: tells the other processes. With the whole of it, the request for
  /// a run that was there when the lock was taken is taken back.
  virtual status announce(index_extent extent) = 0;
};

/// errc::locked, with a sentence that names the owner, while somebody else writes.
using guard_source = std::function<result<std::unique_ptr<index_guard>>()>;

}  // namespace secondbrain::index
