#include "ops/health/part_titles.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace secondbrain::ops {

std::string part_title(std::string_view path) {
  using entry = std::pair<std::string_view, std::string_view>;
  static constexpr std::array titles{
      entry{"root", "all parts"},
      entry{"root/stores", "stored data"},
      entry{"root/stores/conversations", "conversations"},
      entry{"root/stores/usage", "record of costs"},
      entry{"root/stores/metadata", "extracted facts"},
      entry{"root/stores/settings", "settings"},
      entry{"root/stores/lexical", "index by words"},
      entry{"root/stores/vectors", "index by meaning"},
      entry{"root/stores/index-tracker", "list of indexed notes"},
      entry{"root/index", "indexing"},
      entry{"root/index/reindexer", "reading of notes"},
      entry{"root/index/watcher", "watch over the vault"},
      entry{"root/index/embedder", "reading of notes by meaning"},
      entry{"root/index/approximator", "first approximation of meaning"},
      entry{"root/search", "search"},
      entry{"root/vault", "vault"},
      entry{"root/vault/record", "permissions"},
      entry{"root/vault/report", "look at what the vault holds"},
      entry{"root/vault/planner", "tasks and events"},
      entry{"root/vault/capture", "captures"},
      entry{"root/answers", "answers and related notes"},
      entry{"root/answers/suggestions", "related notes"},
      entry{"root/sync", "daily sync"},
      entry{"root/sync/runner", "runs of the daily sync"},
      entry{"root/sync/schedule", "schedule of the daily sync"},
      entry{"root/keeper", "upkeep of the data"},
      entry{"root/keeper/backup", "backups"},
      entry{"root/keeper/checks", "regular checks of the data"},
      entry{"root/keeper/due-backups", "schedule of the backups"},
      entry{"root/keeper/increments", "backups between snapshots"},
      entry{"root/keeper/elsewhere", "backups elsewhere"},
      entry{"root/keeper/elsewhere_restic", "backups elsewhere, with restic"},
      entry{"root/keeper/memory", "release of unused memory"},
      entry{"root/alarms", "alarms"},
      entry{"root/alarms/rules", "rules of the alarms"},
      entry{"root/alarms/ping", "signs of life"},
      entry{"root/alarms/sight", "look at the service"},
      entry{"root/http", "web server"},
  };
  const auto* found = std::find_if(titles.begin(), titles.end(), [&](const entry& one) { return one.first == path; });
  if (found != titles.end()) return std::string{found->second};
  for (const auto& [parent, title] : {entry{"root/search/worker-", "search "},
                                      entry{"root/answers/worker-", "answers "}, entry{"root/alarms/", "channel "}})
    if (path.starts_with(parent)) return std::string{title} + std::string{path.substr(parent.size())};
  return std::string{path};
}

}  // namespace secondbrain::ops
