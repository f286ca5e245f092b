#include "ops/elsewhere/damaged_backups.hpp"

#include "base/human_text.hpp"

namespace secondbrain::ops {

std::string damaged_backups::known(const snapshot_info& snapshot, wall_time now) const {
  constexpr std::chrono::hours believed{24};
  const auto one = found_.find(snapshot.path);
  if (one == found_.end() || one->second.at + believed < now || one->second.at > now) return {};
  return with_full_stop(one->second.problem) + " Remove it (`rm -r " + snapshot.path +
         "`), or wait until it is rotated out; look at that disk";
}

void damaged_backups::note(const snapshot_info& snapshot, const std::string& problem, wall_time now) {
  found_.insert_or_assign(snapshot.path, finding{problem, now});
}

}  // namespace secondbrain::ops
