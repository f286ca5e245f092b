#include "ops/backup/trial_restore.hpp"

#include "base/human_text.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_lock.hpp"
#include "ops/backup/scratch_directory.hpp"
#include "ops/backup/snapshot_files.hpp"
#include "ops/backup/vault/vault_restore.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

bool is_markdown(const vault_entry& entry) {
  return entry.kind == vault_entry_kind::file && entry.path.ends_with(".md");
}

bool says_nothing_of_the_snapshot(const error& why) {
  return why.code == errc::cancelled || why.code == errc::timeout || why.code == errc::unavailable ||
         why.code == errc::disk_full;
}

class trial {
 public:
  explicit trial(const trial_options& options) : options_{options} {}

  /// What was found; an error that says something of the snapshot, or that it was not tried.
  result<std::string> run(const std::string& id) {
    RETURN_IF_ERROR(enter(0, "reading every byte"));
    auto snapshot = verify_snapshot(options_.directory, id);
    RETURN_IF_ERROR(snapshot);
    if (!snapshot->verified) return fail(errc::corrupt, snapshot->problem);

    RETURN_IF_ERROR(enter(1, "restoring it into a scratch folder"));
    auto notes = notes_of(options_.directory, *snapshot);
    RETURN_IF_ERROR(notes);
    std::erase_if(*notes, [](const vault_entry& entry) { return !is_markdown(entry); });
    RETURN_IF_ERROR(make_sure_it_fits(*snapshot, *notes));
    auto scratch = scratch_directory::make_in(options_.directory);
    RETURN_IF_ERROR(scratch);
    const auto data = scratch->path() / "data";
    RETURN_IF_ERROR(copy_snapshot_files(*snapshot, data));
    std::optional<fs::path> vault;
    if (snapshot->vault.state == vault_presence::included) {
      vault = scratch->path() / "vault";
      auto restored = restore_vault(object_store{options_.directory}, *notes, *vault, options_.cancelled);
      RETURN_IF_ERROR(restored);
      if (!restored->missing.empty())
        return fail(errc::corrupt, "the note " + restored->missing.front() + " could not be restored");
    }
    RETURN_IF_ERROR(enter(2, "searching, listing tasks and reading a conversation"));
    return options_.examine(data, vault);
  }

 private:
  status enter(int step, std::string_view doing) const {
    if (options_.cancelled()) return fail(errc::cancelled, "the trial was given up, because the service stops");
    options_.progress(step, doing);
    return {};
  }

  status make_sure_it_fits(const backup_info& snapshot, const std::vector<vault_entry>& notes) const {
    auto bytes = snapshot.bytes;
    for (const auto& note : notes) bytes += note.bytes;
    const auto free = options_.free_bytes(options_.directory);
    RETURN_IF_ERROR(free);
    if (*free > bytes) return {};
    return fail(errc::disk_full, "there is no room to restore it for a trial: that takes " +
                                     byte_count(static_cast<std::int64_t>(bytes)) + " in " +
                                     options_.directory.string() + ", and " +
                                     byte_count(static_cast<std::int64_t>(*free)) + " are free");
  }

  const trial_options& options_;
};

}  // namespace

result<backup_trial> try_snapshot(const trial_options& options, const std::string& id, const clock& time) {
  auto lock = lock_backups(options.directory);
  RETURN_IF_ERROR(lock);
  auto found = trial{options}.run(id);
  if (!found && (says_nothing_of_the_snapshot(found.error()) || found.error().code == errc::not_found))
    return fail(found.error());
  backup_trial outcome;
  outcome.at = utc_text(time.now());
  outcome.outcome = found ? trial_outcome::passed : trial_outcome::failed;
  outcome.message = with_full_stop(found ? *found : found.error().message);
  RETURN_IF_ERROR(record_trial(options.directory, id, outcome));
  return outcome;
}

}  // namespace secondbrain::ops
