#include "ops/elsewhere/directory_fetch.hpp"

#include <algorithm>
#include <map>

#include "base/human_text.hpp"
#include "base/shown_time.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_lock.hpp"
#include "ops/backup/origin.hpp"
#include "ops/elsewhere/copies_layout.hpp"
#include "ops/elsewhere/fetched_snapshot.hpp"
#include "ops/elsewhere/increments_transfer.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

using candidates = std::vector<placed_snapshot>;

std::string key_of(const backup_origin& origin) {
  return origin.data_id.empty() ? origin.data_path : origin.data_id;
}

/// Of other data directories, for each of them the newest first.
std::map<std::string, candidates> others_in(const fs::path& directory, const backup_origin& own) {
  std::map<std::string, candidates> others;
  for (auto& each : all_copies(directory))
    if (each.info.origin && !is_of(each.info.origin, own)) others[key_of(*each.info.origin)].push_back(std::move(each));
  for (auto& [key, theirs] : others)
    std::stable_sort(theirs.begin(), theirs.end(),
                     [](const auto& a, const auto& b) { return is_newer(a.info, b.info); });
  return others;
}

std::string in_words(const candidates& theirs) {
  const auto& newest = theirs.front().info;
  return counted(static_cast<std::int64_t>(theirs.size()), "backup ", "backups ") + describe(newest.origin) +
         ", the newest " + newest.id;
}

std::string in_words(const std::map<std::string, candidates>& others) {
  std::vector<std::string> all;
  all.reserve(others.size());
  for (const auto& [key, theirs] : others) all.push_back(in_words(theirs));
  return join(all, "; ");
}

/// The snapshot that was asked for by its id.
result<candidates> named(const fs::path& directory, const fetch_order& order, candidates own,
                         const std::map<std::string, candidates>& others) {
  const auto is_other = [&](const placed_snapshot& each) { return each.info.id != order.id; };
  std::erase_if(own, is_other);
  if (!own.empty()) return own;
  candidates found;
  for (const auto& [key, theirs] : others)
    std::copy_if(theirs.begin(), theirs.end(), std::back_inserter(found), [&](auto& each) { return !is_other(each); });
  if (found.empty())
    return fail(errc::not_found, "there is no backup " + order.id + " in " + directory.string() +
                                     (others.empty() ? std::string{} : "; it holds " + in_words(others)));
  if (order.foreign == foreign_snapshots::refused)
    return fail(errc::conflict, "the backup " + order.id + " was made " + describe(found.front().info.origin) +
                                    "; add --from-another to fetch it all the same");
  if (found.size() > 1)
    return fail(errc::conflict, "several data directories have a backup " + order.id + " in " + directory.string() +
                                    ": in " + found.front().folder.string() + " and in " +
                                    found.back().folder.string() +
                                    ". Set SECONDBRAIN_BACKUP_PATH to one of these folders, and restore from there");
  return found;
}

class fetching {
 public:
  fetching(const fs::path& directory, const fetch_order& order, const copy_source& source)
      : directory_{directory}, order_{order}, source_{source} {}

  result<fetched> run() {
    std::error_code failure;
    if (!fs::is_directory(directory_, failure))
      return fail(errc::not_found, directory_.string() + " is not there; mount its disk");
    const auto wanted = copies_to_fetch(directory_, order_, source_.origin);
    if (!wanted && wanted.error().code != errc::not_found) return fail(wanted.error());
    fs::create_directories(source_.backups, failure);
    if (!failure) fs::permissions(source_.backups, fs::perms::owner_all, failure);
    if (failure) return fail_with(failure, "cannot create " + source_.backups.string());
    const auto lock = lock_backups(source_.backups);
    RETURN_IF_ERROR(lock);
    RETURN_IF_ERROR(bring_increments(wanted ? wanted->front().info.origin.value_or(source_.origin) : source_.origin));
    RETURN_IF_ERROR(wanted);
    return order_.id.empty() ? bring_newest(*wanted) : bring_named(wanted->front());
  }

 private:
  status bring_increments(const backup_origin& origin) const {
    for (const auto& folder : {folder_of_copies(directory_, origin), directory_})
      RETURN_IF_ERROR(fetch_increments(folder, source_.backups, origin, source_.cancelled));
    return {};
  }

  result<fetched> bring_newest(const candidates& wanted) const {
    std::vector<std::string> remarks;
    std::string first_problem;
    for (const auto& each : wanted) {
      auto done = bring_snapshot({each.folder, each.info}, source_);
      if (done) {
        for (const auto& other : wanted)  // what cannot say any more how new it is stands last
          if (!other.info.verified && other.info.created_at.empty() && other.info.id > each.info.id)
            remarks.push_back(passed_over(other, other.info.problem));
        done->remarks.insert(done->remarks.begin(), remarks.begin(), remarks.end());
        if (each.info.id != wanted.front().info.id || !remarks.empty())
          done->remarks.push_back("Took " + done->id + " instead, which was made at " +
                                  shown_time(std::string_view{each.info.created_at}) + ".");
        return done;
      }
      if (!says_it_is_damaged(done.error())) return done;
      if (first_problem.empty()) first_problem = done.error().message;
      remarks.push_back(passed_over(each, done.error().message));
    }
    return fail(errc::corrupt, "no backup in " + directory_.string() + " is sound: " + first_problem);
  }

  std::string passed_over(const placed_snapshot& each, const std::string& problem) const {
    return "Passed over " + each.info.id + ", which is damaged in " + directory_.string() + ": " +
           with_full_stop(problem);
  }

  /// Another is offered, and not taken: somebody wants this one.
  result<fetched> bring_named(const placed_snapshot& wanted) const {
    auto done = bring_snapshot({wanted.folder, wanted.info}, source_);
    if (done || !says_it_is_damaged(done.error())) return done;
    const auto foreign = order_.foreign;
    const auto others = wanted.info.origin && !is_of(wanted.info.origin, source_.origin)
                            ? own_copies(directory_, *wanted.info.origin)
                            : own_copies(directory_, source_.origin);
    for (const auto& each : others)
      if (each.info.id != wanted.info.id && each.info.verified && is_sound_there({each.folder, each.info}))
        return fail(errc::corrupt, done.error().message + "; a sound one is " + each.info.id +
                                       ": `secondbrain elsewhere fetch " + each.info.id + " --from directory" +
                                       (foreign == foreign_snapshots::accepted ? " --from-another`" : "`"));
    return done;
  }

  const fs::path& directory_;
  const fetch_order& order_;
  const copy_source& source_;
};

}  // namespace

result<std::vector<placed_snapshot>> copies_to_fetch(const fs::path& directory, const fetch_order& order,
                                                     const backup_origin& own_origin) {
  auto own = own_copies(directory, own_origin);
  const auto others = others_in(directory, own_origin);
  if (!order.id.empty()) return named(directory, order, std::move(own), others);
  const bool from_another = order.foreign == foreign_snapshots::accepted;
  if (others.empty() || !from_another) {
    if (!own.empty()) return own;
    return fail(errc::not_found,
                "there is no backup of " + own_origin.data_path + " in " + directory.string() +
                    (others.empty() ? std::string{}
                                    : "; it holds " + in_words(others) +
                                          ". Add --from-another to take one of another data directory"));
  }
  if (others.size() > 1)
    return fail(errc::conflict, directory.string() + " holds backups of several data directories: " + in_words(others) +
                                    ". Name one: `secondbrain elsewhere fetch ID --from directory --from-another`, "
                                    "and then `secondbrain restore ID --from-another`");
  return others.begin()->second;
}

result<fetched> fetch_from_directory(const fs::path& directory, const fetch_order& order, const copy_source& source) {
  return fetching{directory, order, source}.run();
}

}  // namespace secondbrain::ops
