#include "ops/backup/restore.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/system_error.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/exchange_directories.hpp"
#include "ops/backup/origin.hpp"
#include "ops/data/server_lock.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto replaced_infix = ".replaced-";

fs::path beside(const fs::path& directory, const std::string& suffix) {
  return {directory.string() + suffix};
}

/// The directory itself, where the path leads to it through a link.
fs::path real_place(const fs::path& directory) {
  std::error_code failure;
  auto place = fs::canonical(directory, failure);
  return failure ? directory : place;
}

std::optional<fs::path> newest_replaced(const fs::path& data_directory) {
  auto prefix = data_directory.filename().string() + replaced_infix;
  std::optional<fs::path> newest;
  for (const auto& entry : list_directory(data_directory.parent_path()).value_or(std::vector<fs::path>{}))
    if (entry.filename().string().starts_with(prefix)) newest = entry;
  return newest;
}

/// A name behind all those there are, also when one of them bears a date in the future: an undo takes the last.
fs::path free_replaced_place(const fs::path& data_directory, wall_time now) {
  auto place = beside(data_directory, replaced_infix + local_stamp(now));
  if (auto newest = newest_replaced(data_directory)) place = std::max(place, *newest);
  auto candidate = place;
  std::error_code failure;
  for (int number = 2; fs::exists(candidate, failure); ++number)
    candidate = beside(place, "-" + std::to_string(number));
  return candidate;
}

status rename_directory(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return fail_with_errno("cannot rename " + from.string());
  return sync_directory(to.parent_path());
}

/// How the last sync went: of the state from before nobody knows when that was, and a failure of then is no news.
bool is_of_its_time(const std::string& name) {
  return name == ".sync_completed" || name == ".sync_failed";
}

status copy_files(const backup_info& snapshot, const fs::path& to) {
  std::error_code failure;
  fs::create_directories(to, failure);
  if (!failure) fs::permissions(to, fs::perms::owner_all, failure);
  for (const auto& file : snapshot.files) {
    if (is_of_its_time(file.name)) continue;
    auto target = to / file.name;
    if (!failure) fs::create_directories(target.parent_path(), failure);
    if (!failure) fs::copy_file(snapshot.path / fs::path{file.name}, target, failure);
    if (failure) return fail_with(failure, "cannot copy " + file.name + " to " + to.string());
    if (auto synced = sync_file(target); !synced) return synced;
  }
  return sync_directory(to);
}

/// Puts `incoming` where the data directory is. It first takes the name that the state from before is to have, so that
/// one exchange does it all and a crash never leaves that state under a name nobody knows.
result<fs::path> put_in_place(const fs::path& incoming, const fs::path& data_directory, const clock& time) {
  std::error_code failure;
  if (!fs::exists(data_directory, failure))
    return rename_directory(incoming, data_directory).map([] { return fs::path{}; });
  // Both locks: a server that starts in between is refused, whichever of the two directories it finds.
  auto lock_there = server_lock::take(data_directory);
  RETURN_IF_ERROR(lock_there);
  auto lock_here = server_lock::take(incoming);
  RETURN_IF_ERROR(lock_here);

  auto replaced = free_replaced_place(data_directory, time.now());
  RETURN_IF_ERROR(rename_directory(incoming, replaced));
  if (auto exchanged = exchange_directories(data_directory, replaced); !exchanged) {
    rename_directory(replaced, incoming);
    return fail(exchanged.error());
  }
  return replaced;
}

status refuse_while_served(const fs::path& data_directory) {
  auto server = server_lock::holder(data_directory);
  if (!server) return {};
  return fail(errc::locked, "a server (PID " + std::to_string(*server) + ") is using " + data_directory.string() +
                                "; stop it before restoring");
}

}  // namespace

result<restored> restore_snapshot(const fs::path& backups, const std::string& id, const fs::path& data_directory,
                                  foreign_snapshots foreign, const clock& time) {
  auto data = real_place(data_directory);
  RETURN_IF_ERROR(refuse_while_served(data));
  auto snapshot = verify_snapshot(backups, id);
  RETURN_IF_ERROR(snapshot);
  if (!snapshot->verified)
    return fail(errc::corrupt, "the backup " + id + " is damaged: " + snapshot->problem + "; choose another");

  if (foreign == foreign_snapshots::refused && !is_of(snapshot->origin, origin_of(data)))
    return fail(errc::conflict, "the backup " + id + " was made " + describe(snapshot->origin) + " and not of " +
                                    data.string() + "; add --from-another to restore it here all the same");

  auto incoming = beside(data, ".restoring-" + local_stamp(time.now()));
  auto replaced = copy_files(*snapshot, incoming).and_then([&]() -> result<fs::path> {
    return put_in_place(incoming, data, time);
  });
  if (!replaced) {
    std::error_code ignored;
    fs::remove_all(incoming, ignored);
    return fail(replaced.error());
  }
  return restored{snapshot->path, *replaced};
}

result<restored> undo_restore(const fs::path& data_directory, const clock& time) {
  auto data = real_place(data_directory);
  RETURN_IF_ERROR(refuse_while_served(data));
  auto kept = newest_replaced(data);
  if (!kept)
    return fail(errc::not_found, "there is nothing to undo: no " + beside(data, replaced_infix).string() + "… is kept");
  auto replaced = put_in_place(*kept, data, time);
  RETURN_IF_ERROR(replaced);
  return restored{*kept, *replaced};
}

}  // namespace secondbrain::ops
