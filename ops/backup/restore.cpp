#include "ops/backup/restore.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_lock.hpp"
#include "ops/backup/exchange_directories.hpp"
#include "ops/backup/former_directory.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/replaced_state.hpp"
#include "ops/backup/snapshot_files.hpp"
#include "ops/data/data_place.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/log/logger.hpp"
#include "stores/directory_identity.hpp"
#include "stores/schema_versions.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto restoring_infix = ".restoring-";

status rename_directory(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return fail_with_errno("cannot rename " + from.string());
  return {};
}

/// What has been renamed is in place, whether or not that outlives a loss of power: no reason to say that it is not.
void make_durable(const fs::path& directory) {
  if (const auto synced = sync_directory(directory); !synced)
    logger_for("backup").warn("it is not sure that the restore outlives a loss of power: {}", synced.error().message);
}

/// Of the place too, so that nobody begins to serve meanwhile.
result<server_lock> take_unserved(const fs::path& data) {
  auto own = server_lock::take(data);
  if (own || own.error().code != errc::locked) return own;
  return fail(errc::locked, "a server (PID " + std::to_string(server_lock::holder(data).value_or(0)) + ") is using " +
                                data.string() +
                                " and does not answer at the address of these settings; stop it before restoring, or "
                                "set SECONDBRAIN_PORT to its port");
}

bool is_of_a_later_version(const backup_info& snapshot) {
  const auto manifest =
      read_regular_file(fs::path{snapshot.path} / manifest_name).and_then([](const std::string& text) {
        return parse_manifest(text);
      });
  return !manifest && manifest.error().code == errc::newer_schema;
}

/// A database of a later version would be left alone by every part that opens it, and so would be of no use.
status refuse_newer(const backup_info& snapshot) {
  using stores::sqlite::database;
  for (const auto& file : snapshot.files) {
    if (file.kind != backup_file_kind::database) continue;
    auto opened = database::open(fs::path{snapshot.path} / file.name, stores::sqlite::open_mode::read_only);
    RETURN_IF_ERROR(opened);
    const auto version = opened->schema_version();
    RETURN_IF_ERROR(version);
    if (*version > stores::schema_known_for(file.name))
      return fail(errc::newer_schema, "the backup " + snapshot.id + " was made by a later version of SecondBrain: " +
                                          file.name + " cannot be read by this one; update it first");
  }
  return {};
}

status keep(const fs::path& data, const char* name, const fs::path& incoming) {
  const auto now = read_regular_file(data / name);
  if (!now && now.error().code == errc::not_found) return {};
  return now ? write_atomically(incoming / name, *now) : status{failed{now.error()}};
}

void keep_what_outlives(const fs::path& data, const fs::path& incoming) {
  const auto log = logger_for("backup");
  if (const auto kept = keep(data, alarms_name, incoming); !kept)
    log.warn("what was told to you is as it was at the time of the backup, and may be told again: {}",
             kept.error().message);
  if (const auto kept = keep(data, seen_name, incoming); !kept) log.warn("{}", kept.error().message);
  if (const auto kept = keep(data, copies_name, incoming); !kept)
    log.warn("what is known of the copies elsewhere is as it was at the time of the backup: {}", kept.error().message);
}

/// Of the directory that lay here before this one was begun: it goes on as that one, with all its backups.
bool lay_here_before(const fs::path& backups, const backup_info& snapshot, const fs::path& data, wall_time now) {
  const auto former = former_directories(list_snapshots(backups).value_or(std::vector<snapshot_info>{}), data, now);
  return std::any_of(former.begin(), former.end(),
                     [&](const former_directory& each) { return is_of(each.newest.origin, *snapshot.origin); });
}

status settle_whose_it_is(const fs::path& backups, const backup_info& snapshot, const backup_origin& own,
                          const fs::path& data, const fs::path& incoming, wall_time now) {
  if (is_of(snapshot.origin, own)) return keep_beginning(data, incoming);
  if (snapshot.origin && lay_here_before(backups, snapshot, data, now)) return {};
  // Two directories of one id would take each other's backups for their own.
  return stores::give_identity(incoming, own.data_id);
}

/// On a machine that is set up anew there is not even the folder that the data directory is to lie in.
status make_room_for(const fs::path& data) {
  std::error_code failure;
  fs::create_directories(data.parent_path(), failure);
  if (failure) return fail_with(failure, "cannot create the folder " + data.parent_path().string());
  return {};
}

status go_on_from(const fs::path& backups, const origin_test& is_own, std::uint64_t sequence,
                  prepared_restore& prepared) {
  return apply_increments(backups, is_own, sequence, prepared.incoming)
      .map([&](std::optional<applied_increments> done) { prepared.later = std::move(done); });
}

/// An empty place beside the data directory, for its owner only, that nobody takes for a leftover.
result<prepared_restore> begin_incoming(const fs::path& data, const fs::path& from, const clock& time) {
  const auto incoming = fs::path{data.string() + restoring_infix + local_stamp(time.now())};
  std::error_code failure;
  fs::create_directories(incoming, failure);
  if (!failure) fs::permissions(incoming, fs::perms::owner_all, failure);
  if (failure) return fail_with(failure, "cannot create " + incoming.string());
  auto lock = server_lock::take_state(incoming);
  if (!lock) {
    fs::remove_all(incoming, failure);
    return fail(lock.error());
  }
  return prepared_restore{from, incoming, prepared_restore::source::copy, std::move(*lock)};
}

}  // namespace

result<snapshot_info> fit_to_restore(const fs::path& backups, const std::string& id, const fs::path& data_directory,
                                     foreign_snapshots foreign, const std::optional<backup_origin>& known) {
  const auto data = data_place(data_directory);
  auto snapshot = verify_snapshot(backups, id, verified_part::data);
  RETURN_IF_ERROR(snapshot);
  if (!snapshot->verified && is_of_a_later_version(*snapshot))
    return fail(errc::newer_schema, "the backup " + id +
                                        " was made by a later version of SecondBrain and cannot be read by this one; "
                                        "update it first, or choose another");
  if (!snapshot->verified)
    return fail(errc::corrupt, "the backup " + id + " is damaged: " + snapshot->problem + "; choose another");
  const auto own = known ? *known : origin_of(data);
  if (foreign == foreign_snapshots::refused && !is_of(snapshot->origin, own))
    return fail(errc::conflict, "the backup " + id + " was made " + describe(snapshot->origin, own) + " and not of " +
                                    data.string() + "; add --from-another to restore it here all the same");
  RETURN_IF_ERROR(refuse_newer(*snapshot));
  return snapshot;
}

result<prepared_restore> prepare_restore(const fs::path& backups, const std::string& id, const fs::path& data_directory,
                                         foreign_snapshots foreign, const clock& time, later_changes later,
                                         const std::optional<backup_origin>& known) {
  const auto data = data_place(data_directory);
  // So that no snapshot goes while it is copied. A backup directory that cannot be written to has no such danger.
  const auto reading = lock_backups(backups);
  if (!reading && reading.error().code == errc::locked) return fail(reading.error());
  const auto snapshot = fit_to_restore(backups, id, data, foreign, known);
  RETURN_IF_ERROR(snapshot);

  auto begun = begin_incoming(data, snapshot->path, time);
  RETURN_IF_ERROR(begun);
  auto& prepared = *begun;
  const auto is_own = [&](const backup_origin& shipped) { return is_of(snapshot->origin, shipped); };
  auto filled = copy_snapshot_files(*snapshot, prepared.incoming);
  if (filled && later == later_changes::applied) filled = go_on_from(backups, is_own, snapshot->sequence, prepared);
  const auto own = known ? *known : origin_of(data);
  if (filled) filled = settle_whose_it_is(backups, *snapshot, own, data, prepared.incoming, time.now());
  if (!filled) {
    discard(prepared);
    return fail(filled.error());
  }
  return begun;
}

result<prepared_restore> prepare_increments(const fs::path& backups, const fs::path& data_directory, const clock& time,
                                            const std::optional<backup_origin>& known) {
  const auto data = data_place(data_directory);
  const auto own = known ? *known : origin_of(data);
  auto begun = begin_incoming(data, backups / increments_name, time);
  RETURN_IF_ERROR(begun);
  auto& prepared = *begun;
  auto filled = go_on_from(
      backups, [&](const backup_origin& shipped) { return is_of(shipped, own); }, 0, prepared);
  if (filled && (!prepared.later || prepared.later->files.empty()))
    filled = fail(errc::not_found, "nothing of " + data.string() + " was shipped to " + backups.string());
  if (!filled) {
    discard(prepared);
    return fail(filled.error());
  }
  return begun;
}

result<prepared_restore> prepare_undo(const fs::path& data_directory) {
  const auto data = data_place(data_directory);
  const auto kept = replaced_states(data);
  if (kept.empty())
    return fail(errc::not_found, "there is nothing to undo: no " + data.string() + ".replaced-… is kept");
  const auto& newest = kept.back().path;
  auto lock = server_lock::take_state(newest);
  RETURN_IF_ERROR(lock);
  return prepared_restore{newest, newest, prepared_restore::source::kept_state, std::move(*lock)};
}

void discard(const prepared_restore& prepared) {
  std::error_code ignored;
  if (prepared.kind == prepared_restore::source::copy) fs::remove_all(prepared.incoming, ignored);
}

/// What is coming first takes the name that the state from before is to have, so that one exchange does it all and a
/// crash never leaves that state under a name nobody knows.
result<restored> put_in_place(prepared_restore prepared, const fs::path& data_directory, server_lock& own,
                              const clock& time) {
  const auto data = data_place(data_directory);
  const auto give_up = [&](const error& why) {
    discard(prepared);
    return fail(why);
  };
  std::error_code failure;
  if (!fs::exists(data, failure)) {
    if (auto renamed = rename_directory(prepared.incoming, data); !renamed) return give_up(renamed.error());
    make_durable(data.parent_path());
    own.go_on_with(std::move(prepared.lock));
    return restored{prepared.from, {}, std::move(prepared.later)};
  }
  keep_what_outlives(data, prepared.incoming);
  const auto replaced = free_replaced_place(data, time.now());
  if (auto renamed = rename_directory(prepared.incoming, replaced); !renamed) return give_up(renamed.error());
  if (auto exchanged = exchange_directories(data, replaced); !exchanged) {
    rename_directory(replaced, prepared.incoming);
    return give_up(exchanged.error());
  }
  make_durable(data.parent_path());
  own.go_on_with(std::move(prepared.lock));
  return restored{prepared.from, replaced, std::move(prepared.later)};
}

void tidy_interrupted_restores(const fs::path& data_directory) {
  const auto data = data_place(data_directory);
  std::error_code failure;
  if (const auto between = fs::path{data.string() + exchanging_suffix}; fs::exists(between, failure)) {
    // The state from before has left its place, and what was to come has taken it or has not.
    const auto home = fs::exists(data, failure) ? free_replaced_place(data, real_clock().now()) : data;
    if (auto moved = rename_directory(between, home); !moved)
      logger_for("backup").error("{}", moved.error().message);
    else
      logger_for("backup").warn("a restore was interrupted; what lay in {} is in {}", between.string(), home.string());
  }
  for (const auto& leftover : entries_beside(data, restoring_infix)) {
    const auto lock = server_lock::take_state(leftover);  // somebody who still prepares has it
    if (lock) fs::remove_all(leftover, failure);
  }
}

result<restored> restore_snapshot(const fs::path& backups, const std::string& id, const fs::path& data_directory,
                                  foreign_snapshots foreign, const clock& time, later_changes later) {
  RETURN_IF_ERROR(make_room_for(data_place(data_directory)));
  auto own = take_unserved(data_place(data_directory));
  RETURN_IF_ERROR(own);
  auto prepared = prepare_restore(backups, id, data_directory, foreign, time, later);
  RETURN_IF_ERROR(prepared);
  return put_in_place(std::move(*prepared), data_directory, *own, time);
}

result<restored> restore_increments(const fs::path& backups, const fs::path& data_directory, const clock& time) {
  RETURN_IF_ERROR(make_room_for(data_place(data_directory)));
  auto own = take_unserved(data_place(data_directory));
  RETURN_IF_ERROR(own);
  auto prepared = prepare_increments(backups, data_directory, time);
  RETURN_IF_ERROR(prepared);
  return put_in_place(std::move(*prepared), data_directory, *own, time);
}

result<restored> undo_restore(const fs::path& data_directory, const clock& time) {
  std::error_code failure;
  if (!fs::exists(data_place(data_directory).parent_path(), failure)) return fail(prepare_undo(data_directory).error());
  auto own = take_unserved(data_place(data_directory));
  RETURN_IF_ERROR(own);
  auto prepared = prepare_undo(data_directory);
  RETURN_IF_ERROR(prepared);
  return put_in_place(std::move(*prepared), data_directory, *own, time);
}

}  // namespace secondbrain::ops
