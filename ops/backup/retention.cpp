#include "ops/backup/retention.hpp"

#include <array>
#include <ctime>

#include "base/time_text.hpp"

namespace secondbrain::ops {
namespace {

std::string period_of(wall_time at, const char* pattern) {
  const auto seconds = std::chrono::system_clock::to_time_t(at);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), pattern, &local)};
}

}  // namespace

bool is_good(const snapshot_info& snapshot) {
  return snapshot.verified && !(snapshot.trial && snapshot.trial->outcome == trial_outcome::failed);
}

snapshot_ids kept_by(const retention& rules, const std::vector<snapshot_info>& own, wall_time now) {
  snapshot_ids kept;
  int newest = 0;
  for (const auto& each : own)
    if (each.verified && ++newest <= rules.newest) kept.insert(each.id);
  const auto keep_newest_of_each = [&](const char* period, int count) {
    std::set<std::string> seen;
    for (const auto& each : own) {
      const auto made = time_from_utc(each.created_at);
      if (!each.verified || !made || *made > now) continue;
      if (static_cast<int>(seen.size()) >= count) return;
      if (seen.insert(period_of(*made, period)).second) kept.insert(each.id);
    }
  };
  keep_newest_of_each("%Y-%m-%d", rules.daily);
  keep_newest_of_each("%G-%V", rules.weekly);
  keep_newest_of_each("%Y-%m", rules.monthly);
  return kept;
}

snapshot_ids never_removed(const std::vector<snapshot_info>& own) {
  snapshot_ids kept;
  const auto keep_first = [&](auto wanted) {
    for (const auto& each : own)
      if (wanted(each)) return static_cast<void>(kept.insert(each.id));
  };
  keep_first([](const snapshot_info& each) { return each.verified; });
  keep_first(is_good);
  keep_first([](const snapshot_info& each) { return is_good(each) && each.vault.state == vault_presence::included; });
  return kept;
}

}  // namespace secondbrain::ops
