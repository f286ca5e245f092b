#include "brain/vault/changes/classify.hpp"

#include <cmath>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/changes/places.hpp"

namespace secondbrain::vault {

namespace {

/// Whether a problem of the scan may be why a path is not listed.
class hidden_paths {
 public:
  explicit hidden_paths(const std::vector<scan_problem>& problems) {
    for (auto& problem : problems) {
      // A refused link is a statement about the file, not a gap in the listing.
      if (problem.kind != scan_problem_kind::link_refused) paths_.insert(problem.path);
    }
  }

  bool covers(std::string_view path) const { return paths_.contains("") || vault::covers(paths_, path); }

 private:
  place_set paths_;
};

using look = std::pair<std::int64_t, double>;  // size and mtime, which a rename keeps

std::size_t count_moved(const std::vector<scanned_file>& added, const std::vector<const tracked_file*>& gone) {
  std::multiset<look> arrived;
  for (auto& file : added) arrived.emplace(file.size, file.modified);
  std::size_t moved = 0;
  for (auto* file : gone) {
    if (auto match = arrived.find({file->size, file->modified}); match != arrived.end()) {
      arrived.erase(match);
      ++moved;
    }
  }
  return moved;
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(share * 100))) + " %";
}

}  // namespace

bool looks_the_same(const scanned_file& file, const tracked_file& tracked) noexcept {
  return file.size == tracked.size && file.modified == tracked.modified && file.changed == tracked.changed &&
         file.inode == tracked.inode;
}

file_changes classify(const scan_result& scan, const std::vector<tracked_file>& tracked, const closer_look& look) {
  std::unordered_map<std::string_view, const tracked_file*> known;
  known.reserve(tracked.size());
  for (auto& file : tracked) known.emplace(file.path, &file);

  file_changes changes;
  for (auto& file : scan.files) {
    auto entry = known.find(file.path);
    if (entry == known.end()) {
      changes.added.push_back(file);
      continue;
    }
    bool doubted = look.everywhere || look.paths.count(file.path) > 0;
    if (!doubted && looks_the_same(file, *entry->second)) {
      ++changes.unchanged;
    } else {
      changes.suspects.push_back(file);
    }
    known.erase(entry);
  }

  hidden_paths hidden{scan.problems};
  std::vector<const tracked_file*> gone;
  for (auto& file : tracked) {
    if (known.count(file.path) > 0 && !hidden.covers(file.path)) gone.push_back(&file);
  }
  for (auto* file : gone) changes.deleted.push_back(file->path);
  place_set left_out;
  for (const auto& place : scan.left_out) left_out.insert(place.path);
  std::erase_if(gone, [&](const tracked_file* file) {  // filed, or there and not taken in any more: not lost
    return is_capture_path(file->path) || covers(left_out, file->path);
  });
  changes.filed = changes.deleted.size() - gone.size();
  changes.moved = count_moved(changes.added, gone);
  return changes;
}

std::optional<std::string> reason_to_freeze(const scan_result& scan, const file_changes& changes, std::size_t tracked,
                                            const deletion_limits& limits) {
  constexpr std::string_view advice =
      " The index is kept as it is until the notes are back, and what is new or changed is not read until then.";
  auto frozen = [&](std::string why) { return why.append(advice); };
  switch (scan.condition) {
    case vault_condition::missing: return frozen("The vault's folder is not there.");
    case vault_condition::unreadable: return frozen("The vault's folder cannot be read.");
    case vault_condition::empty:
      if (tracked > 0)
        return frozen("The vault's folder holds no notes, while the index knows " + std::to_string(tracked) + ".");
      return std::nullopt;
    case vault_condition::ok: break;
  }
  auto vanished = changes.deleted.size() - changes.filed - changes.moved;
  bool believable =
      vanished <= limits.always_allowed || static_cast<double>(vanished) <= limits.share * static_cast<double>(tracked);
  if (believable) return std::nullopt;
  return frozen(std::to_string(vanished) + " of " + std::to_string(tracked) +
                " notes vanished at once, which is more than " + percent(limits.share) +
                ". If they were meant to go, `secondbrain index --full` builds the index from what is left.");
}

}  // namespace secondbrain::vault
