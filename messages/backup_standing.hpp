// How the backups of this data directory stand, as their keeper saw it last: what health goes by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "messages/backup.hpp"

namespace secondbrain {

struct backup_standing {
  bool is_known = false;                  // false: the keeper has not looked yet
  std::optional<backup_info> newest;      // of those that verify
  std::optional<backup_trial> trial;      // the latest, of whichever snapshot
  std::string tried;                      // which that was
  std::vector<backup_omission> unusable;  // snapshots that are damaged, or of a later version, and why
  std::uint64_t failures = 0;             // backups that failed in a row, since the part that makes them began
  std::string begun_anew;  // what lay in the place of the data directory before was lost; empty: nothing was
  std::string gone;        // backups that were seen and are not there any more; empty: all are
  std::string problem;     // why the snapshots cannot be listed; empty: they can
};

}  // namespace secondbrain
