// The half of restic_copy that brings snapshots back.
#include <algorithm>

#include "base/human_text.hpp"
#include "base/shown_time.hpp"
#include "base/text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_lock.hpp"
#include "ops/backup/origin.hpp"
#include "ops/elsewhere/copies_layout.hpp"
#include "ops/elsewhere/fetched_snapshot.hpp"
#include "ops/elsewhere/restic_copy.hpp"
#include "ops/elsewhere/restic_scratch.hpp"

namespace secondbrain::ops {

namespace fs = std::filesystem;

/// By the id of the data directory; where that has none any more, by its place, which the manifests know.
std::string restic_copy::own_group(const groups& all, const copy_source& source) {
  if (const auto& id = source.origin.data_id; !id.empty()) return all.contains(id) ? id : std::string{};
  for (const auto& [host, theirs] : all)
    for (const auto& each : theirs)
      if (const auto origin = listing_.origin_of(call(source), each)) {
        if (is_of(*origin, source.origin)) return host;
        break;
      }
  return {};
}

std::string restic_copy::in_words(const groups& others, const copy_source& source) {
  std::vector<std::string> all;
  for (const auto& [host, theirs] : others) {
    const auto origin = listing_.origin_of(call(source), theirs.front());
    all.push_back(counted(static_cast<std::int64_t>(theirs.size()), "backup ", "backups ") +
                  (origin ? describe(*origin) : "of another data directory") + ", the newest " +
                  theirs.front().info.id);
  }
  return join(all, "; ");
}

result<restic_copy::entries> restic_copy::choose(const fetch_order& order, const copy_source& source) {
  auto there = listing_.list(call(source));
  RETURN_IF_ERROR(there);
  groups all;
  for (auto& each : *there)
    if (each.info.verified) all[each.host].push_back(std::move(each));
  const auto own = own_group(all, source);
  if (!order.id.empty()) return choose_named(order.id, order.foreign, own, std::move(all), source);
  entries mine;
  if (const auto found = all.find(own); found != all.end()) {
    mine = std::move(found->second);
    all.erase(found);
  }
  if (all.empty() || order.foreign == foreign_snapshots::refused) {
    if (!mine.empty()) return mine;
    return fail(errc::not_found, "there is no backup of " + source.origin.data_path + " in the repository " + shown() +
                                     (all.empty() ? std::string{}
                                                  : "; it holds " + in_words(all, source) +
                                                        ". Add --from-another to take one of another data directory"));
  }
  if (all.size() > 1)
    return fail(errc::conflict, "the repository " + shown() +
                                    " holds backups of several data directories: " + in_words(all, source) +
                                    ". Name one: `secondbrain elsewhere fetch ID --from restic --from-another`, and "
                                    "then `secondbrain restore ID --from-another`");
  return all.begin()->second;
}

result<restic_copy::entries> restic_copy::choose_named(const std::string& id, foreign_snapshots foreign,
                                                       const std::string& own, groups all, const copy_source& source) {
  for (auto& [host, theirs] : all) std::erase_if(theirs, [&](const restic_entry& each) { return each.info.id != id; });
  if (const auto mine = all.find(own); mine != all.end() && !mine->second.empty()) return mine->second;
  std::erase_if(all, [](const auto& each) { return each.second.empty(); });
  if (all.empty()) return fail(errc::not_found, "there is no backup " + id + " in the repository " + shown());
  if (foreign == foreign_snapshots::refused)
    return fail(errc::conflict, "the repository " + shown() + " holds " + in_words(all, source) +
                                    "; add --from-another to fetch it all the same");
  if (all.size() > 1)
    return fail(errc::conflict, "several data directories have a backup " + id + " in the repository " + shown() +
                                    ": " + in_words(all, source) + ". Restore it with restic, by its host");
  return all.begin()->second;
}

result<fetched> restic_copy::bring(const restic_entry& wanted, const copy_source& source) const {
  if (const auto here = verify_snapshot(source.backups, wanted.info.id);
      here && here->verified && is_same_snapshot(*here, wanted.info) && here->origin &&
      here->origin->data_id == wanted.host)
    return fetched{here->id, {}};
  auto scratch = make_restic_scratch(source.backups, time_.now());
  RETURN_IF_ERROR(scratch);
  RETURN_IF_ERROR(call(source).work({"restore", wanted.restic_id, "--target", scratch->path().string()}));
  const auto folder = fs::path{scratch->path().string() + wanted.path}.parent_path();
  const auto restored = list_snapshots(folder);
  RETURN_IF_ERROR(restored);
  const auto found = std::find_if(restored->begin(), restored->end(),
                                  [&](const snapshot_info& each) { return each.id == wanted.info.id; });
  if (found == restored->end()) return fail(errc::corrupt, "restic did not bring back " + wanted.info.id);
  const auto lock = lock_backups(source.backups);
  RETURN_IF_ERROR(lock);
  return bring_snapshot({folder, *found}, source);
}

result<fetched> restic_copy::fetch(const fetch_order& order, const copy_source& source) {
  const auto wanted = choose(order, source);
  RETURN_IF_ERROR(wanted);
  std::vector<std::string> remarks;
  std::string first_problem;
  for (const auto& each : *wanted) {
    auto done = bring(each, source);
    if (done) {
      done->remarks.insert(done->remarks.begin(), remarks.begin(), remarks.end());
      if (!remarks.empty())
        done->remarks.push_back("Took " + done->id + " instead, which was made at " +
                                shown_time(std::string_view{each.info.created_at}) + ".");
      return done;
    }
    if (!says_it_is_damaged(done.error())) return done;
    if (!order.id.empty())
      return fail(errc::corrupt, done.error().message +
                                     "; `secondbrain elsewhere fetch --from restic` takes the newest "
                                     "that is sound");
    if (first_problem.empty()) first_problem = done.error().message;
    remarks.push_back("Passed over " + each.info.id + ", which is damaged in the repository " + shown() + ": " +
                      with_full_stop(done.error().message));
  }
  return fail(errc::corrupt, "no backup in the repository " + shown() + " is sound: " + first_problem);
}

}  // namespace secondbrain::ops
