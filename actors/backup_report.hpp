// Tells the progress of one backup, also while a single large file is being copied.
//
// Purpose: a store's own worker makes the copy, and nobody hears of it until it is whole; but the copy can be seen
// growing. Owning thread: the one that makes the snapshot. Never fails.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/feed.hpp"
#include "messages/backup.hpp"
#include "ops/backup/backup_maker.hpp"

namespace secondbrain::actors {

class backup_report {
 public:
  backup_report(std::shared_ptr<feed<backup_progress>> feed, backup_progress begun)
      : feed_{std::move(feed)}, progress_{std::move(begun)} {}

  void update(const ops::snapshot_progress& now) {
    copied_ = now;
    progress_.files_done = now.files_done;
    progress_.files_total = now.files_total;
    progress_.bytes_done = now.bytes_done;
    progress_.bytes_total = now.bytes_total;
    progress_.current = now.current;
    feed_->publish(progress_);
  }

  /// To be called now and then while a file is being copied.
  void look() {
    if (copied_.copy.empty()) return;
    const auto bytes = std::min(copied_.bytes_done + ops::bytes_of(copied_.copy), copied_.bytes_total);
    if (bytes <= progress_.bytes_done) return;
    progress_.bytes_done = bytes;
    feed_->publish(progress_);
  }

 private:
  std::shared_ptr<feed<backup_progress>> feed_;
  backup_progress progress_;
  ops::snapshot_progress copied_;
};

}  // namespace secondbrain::actors
