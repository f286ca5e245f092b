#include "ops/backup/snapshot_filling.hpp"

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/system_error.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/snapshot_check.hpp"
#include "ops/backup/vault/vault_copy.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto drafts_name = ".drafts";

/// Where no snapshot is left here, copies elsewhere may have any number that was given before: this one is beyond them.
std::uint64_t first_number(wall_time now) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  return seconds > 0 ? static_cast<std::uint64_t>(seconds) : 1;
}

/// What the newest snapshot of the same vault holds of it. A list that cannot be read costs reading all notes again.
std::vector<vault_entry> known_notes(const fs::path& backups, const std::vector<snapshot_info>& own,
                                     const std::string& vault) {
  for (const auto& each : own) {
    if (each.vault.state != vault_presence::included || !each.origin || each.origin->vault_path != vault) continue;
    if (auto notes = notes_of(backups, each)) return std::move(*notes);
  }
  return {};
}

}  // namespace

status make_private_directory(const fs::path& directory) {
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (!failure) fs::permissions(directory, fs::perms::owner_all, failure);
  if (failure) return fail_with(failure, "cannot create " + directory.string());
  return {};
}

result<backup_manifest> snapshot_filling::run(const std::vector<snapshot_source>& sources,
                                              const std::vector<snapshot_info>& own, const clock& time) {
  manifest_.service_version = options_.service_version;
  manifest_.created_at = utc_text(time.now());
  manifest_.origin = options_.origin;
  manifest_.sequence = own.empty() ? first_number(time.now()) : own.front().sequence + 1;
  RETURN_IF_ERROR(add_files(sources));
  RETURN_IF_ERROR(add_notes(own));
  seen_.current.clear();
  seen_.copy.clear();
  report();
  manifest_.verified_at = utc_text(time.now());
  RETURN_IF_ERROR(write_atomically(snapshot_ / manifest_name, to_json(manifest_)));
  return std::move(manifest_);
}

status snapshot_filling::add_files(const std::vector<snapshot_source>& sources) {
  seen_.files_total = static_cast<int>(sources.size());
  for (const auto& source : sources) seen_.bytes_total += source.expected_bytes;
  // Without enough room above the floor it is still tried: what is recorded comes first.
  if (auto room = room_.make_room(seen_.bytes_total); !room && room.error().code != errc::disk_full) return room;
  for (const auto& source : sources) {
    seen_.current = source.name;
    seen_.copy = snapshot_ / source.name;
    report();
    if (options_.cancelled()) return fail(errc::cancelled, "the backup was given up, because the service stops");
    auto file = write(source);
    if (file && file->kind == backup_file_kind::database)
      if (auto checked = check_database(snapshot_, source.name); !checked) file = fail(checked.error());
    if (file)
      manifest_.files.push_back(std::move(*file));
    else
      RETURN_IF_ERROR(do_without(source, file.error()));
    ++seen_.files_done;
    seen_.bytes_done += source.expected_bytes;
  }
  return {};
}

result<backup_file> snapshot_filling::write(const snapshot_source& source) const {
  auto file = snapshot_ / source.name;
  auto written = make_private_directory(file.parent_path()).and_then([&] { return source.write(file); });
  if (!written) return fail(written.error(), "backing up " + source.name);
  auto checksum = sha256_of_file(file);
  RETURN_IF_ERROR(checksum);
  std::error_code failure;
  auto bytes = fs::file_size(file, failure);
  if (failure) return fail_with(failure, "cannot look at " + file.string());
  return backup_file{source.name, source.kind, bytes, std::move(*checksum)};
}

status snapshot_filling::do_without(const snapshot_source& source, const error& why) {
  // A text that was captured after all, a marker that was taken back: there is nothing left to lose.
  if (source.kind == backup_file_kind::plain && why.code == errc::not_found) return {};
  if (why.code == errc::corrupt && source.report_damage) source.report_damage();
  if (source.worth == source_kind::recorded || why.code == errc::cancelled) return fail(why);
  std::error_code ignored;
  fs::remove(snapshot_ / source.name, ignored);
  manifest_.left_out.push_back({source.name, why.message});
  logger_for("backup").warn("{} is not in this backup; it can be made again from the vault: {}", source.name,
                            why.message);
  return {};
}

status snapshot_filling::add_notes(const std::vector<snapshot_info>& own) {
  manifest_.vault.state = vault_presence::off;
  if (!options_.vault) return {};
  const auto drafts = snapshot_ / drafts_name;
  auto copied = options_.vault->usable().and_then([&] { return make_private_directory(drafts); }).and_then([&] {
    return copy_notes(own);
  });
  std::error_code failure;
  fs::remove_all(drafts, failure);
  if (copied) return {};
  if (copied.error().code == errc::cancelled) return copied;
  manifest_.vault = {};
  manifest_.vault.state = vault_presence::left_out;
  manifest_.vault.reason = copied.error().message;
  manifest_.vault_list.reset();
  fs::remove(snapshot_ / vault_list_name, failure);
  logger_for("backup").warn("the notes are not in this backup: {}", copied.error().message);
  return {};
}

status snapshot_filling::copy_notes(const std::vector<snapshot_info>& own) {
  const auto before = seen_;
  vault_copy_options copying{.vault = options_.vault->folder,
                             .apart = {options_.directory, options_.origin.data_path},
                             .store = object_store{options_.directory},
                             .drafts = snapshot_ / drafts_name};
  copying.make_room = [this](std::uint64_t bytes) { return room_.make_room(bytes); };
  copying.cancelled = options_.cancelled;
  copying.progress = [&](const vault_copy_progress& now) {
    seen_.files_total = before.files_total + static_cast<int>(now.files_total);
    seen_.files_done = before.files_done + static_cast<int>(now.files_done);
    seen_.bytes_total = before.bytes_total + now.bytes_total;
    seen_.bytes_done = before.bytes_done + now.bytes_done;
    seen_.current = now.current;
    seen_.copy.clear();
    report();
  };
  copying.settling = options_.vault->settling;
  auto copy = copy_vault(copying, known_notes(options_.directory, own, options_.origin.vault_path));
  RETURN_IF_ERROR(copy);
  std::string list;
  for (const auto& entry : copy->entries) list += to_line(entry);
  auto checksum = sha256_hex(list);
  RETURN_IF_ERROR(checksum);
  RETURN_IF_ERROR(write_atomically(snapshot_ / vault_list_name, list));
  manifest_.vault = std::move(copy->account);
  manifest_.vault_list = {list.size(), std::move(*checksum)};
  return {};
}

}  // namespace secondbrain::ops
