// Room in a backup directory: snapshots that are no longer kept go, and with them the contents that nobody names any
// more.
//
// Only those of one data directory are removed, whoever else uses the directory. Call under the lock of the directory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/error.hpp"
#include "ops/backup/retention.hpp"

namespace secondbrain::ops {

class backup_room {
 public:
  using space_query = std::function<result<std::uint64_t>(const std::filesystem::path&)>;

  backup_room(std::filesystem::path backups, backup_origin owner, std::uint64_t floor, space_query free)
      : backups_{std::move(backups)}, owner_{std::move(owner)}, floor_{floor}, free_{std::move(free)} {}

  /// Removes what the rules do not keep.
  status prune(const retention& rules, wall_time now) const;

  /// Removes the oldest snapshots until so many bytes fit above the floor or, where that cannot be reached, until they
  /// fit at all; never the last good one. errc::disk_full when they do not fit above the floor even so.
  status make_room(std::uint64_t bytes) const;

  /// Removes the contents that no snapshot of anybody names.
  status sweep_contents() const;

 private:
  status remove(const snapshot_info& snapshot) const;

  std::filesystem::path backups_;
  backup_origin owner_;
  std::uint64_t floor_;
  space_query free_;
};

}  // namespace secondbrain::ops
