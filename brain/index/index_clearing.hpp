// Empties the index under the lock: the tracker first, so that nothing is vouched for that is about to go, then the
// chunks, then the vectors. The vault is not touched.
//
// Driven as an index run is (index_run.hpp), with one request under way at a time. Owned by one thread; never blocks.
// The first error of a store ends it; what was cleared by then stays so, and is indexed again by the next run.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "brain/index/index_guard.hpp"
#include "brain/index/index_ledger.hpp"
#include "brain/index/store_step.hpp"

namespace secondbrain::index {

class index_clearing {
 public:
  /// The guard is held until the end; the ledger outlives this.
  index_clearing(std::unique_ptr<index_guard> guard, index_ledger& ledger)
      : guard_{std::move(guard)}, ledger_{ledger} {}

  std::optional<store_step> next();
  void take(std::uint64_t number, result<store_reply> reply);

  /// Set: it is over, and others may write.
  const std::optional<status>& outcome() const noexcept { return ended_; }

 private:
  void end(status outcome);

  std::unique_ptr<index_guard> guard_;
  index_ledger& ledger_;
  std::uint64_t done_ = 0;  // requests that were answered
  std::uint64_t sent_ = 0;
  std::optional<status> ended_;
};

}  // namespace secondbrain::index
