// The parts of the keeper that carry backups on: what is shipped between snapshots, and the copies elsewhere.
//
// Pure: nothing starts here.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "actors/child_spec.hpp"
#include "base/feed.hpp"
#include "messages/backup_places.hpp"

namespace secondbrain::cli {

struct tree_parts;

/// How these parts stand, as they say it themselves. Thread-safe.
class places_feeds {
 public:
  feed<increments_status> increments;
  feed<std::vector<backup_copy>> copies;

  /// In the place of what was said of these places before; each place has a thread of its own.
  void publish_copies(const std::vector<backup_copy>& some);

  backup_places latest() const { return {increments.latest().value, copies.latest().value}; }

 private:
  std::mutex publishing_;
};

std::vector<actors::child_spec> lay_out_places(const tree_parts& parts);

}  // namespace secondbrain::cli
