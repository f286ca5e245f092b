// The daily view for those who ask often: it is looked at again only when something may have changed.
//
// What is known is given without a look while the watch of the folder vouches for it, no note is in doubt (a link, or
// one that could not be read), and it is still the same day. Taking stock of the vault, which also finds what no watch
// notices, is a reason to look again as well.
//
// Owned by one thread; fails as the view does.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "brain/vault/changes/folder_watch.hpp"
#include "brain/vault/planner/daily_view.hpp"

namespace secondbrain::vault {

/// How often stock of the whole vault has been taken. Counted by whoever takes it, on any thread.
using stock_count = std::shared_ptr<const std::atomic<std::uint64_t>>;

class vouched_view {
 public:
  /// The view outlives it. Without a watch every look is a look at the files; without a count nobody takes stock.
  vouched_view(daily_view& view, std::unique_ptr<folder_watch> watch, stock_count stock)
      : view_{view}, watch_{std::move(watch)}, stock_{std::move(stock)} {}

  /// As `daily_view::refresh`, without a look at the files where nothing can have changed.
  status look(day today);

 private:
  std::uint64_t stock() const { return stock_ ? stock_->load() : 0; }
  bool holds(day today);

  daily_view& view_;
  std::unique_ptr<folder_watch> watch_;
  stock_count stock_;
  std::uint64_t stock_seen_ = 0;  // before the last look
  bool is_known_ = false;         // the last look went well
};

}  // namespace secondbrain::vault
