#include "ops/elsewhere/restic_copy.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>

#include "base/regular_file.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/former_directory.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/snapshot_check.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/data/disk_space.hpp"
#include "ops/elsewhere/copies_retention.hpp"
#include "ops/elsewhere/fetched_snapshot.hpp"
#include "ops/elsewhere/restic_scratch.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// "2026-02-05 23:10:05": restic takes a time of the machine's zone.
std::string time_for_restic(const std::string& created_at, const clock& time) {
  const auto at = time_from_utc(created_at).value_or(time.now());
  auto text = naive_local_text(at).substr(0, 19);
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

std::string host_of(const copy_source& source) {
  return source.origin.data_id.empty() ? "unknown" : source.origin.data_id;
}

std::vector<placed_snapshot> placed(const std::vector<restic_entry>& there) {
  std::vector<placed_snapshot> all;
  all.reserve(there.size());
  for (const auto& each : there) all.push_back({{}, each.info});
  return all;
}

const restic_entry* newest_of(const std::vector<restic_entry>& own) {
  const auto found = std::find_if(own.begin(), own.end(), [](const restic_entry& each) { return each.info.verified; });
  return found == own.end() ? nullptr : &*found;
}

/// What the repository takes, of all data directories; 0: restic does not say.
std::uint64_t bytes_in(const result<std::string>& statistics) {
  if (!statistics) return 0;
  boost::system::error_code failure;
  const auto value = boost::json::parse(*statistics, failure);
  if (failure || !value.is_object()) return 0;
  const auto* bytes = value.as_object().if_contains("total_size");
  return bytes != nullptr && bytes->is_number() ? bytes->to_number<std::uint64_t>(failure) : 0;
}

}  // namespace

result<restic_copy::entries> restic_copy::list_own(copy_record& record, const copy_source& source) {
  auto there = listing_.list(call(source));
  RETURN_IF_ERROR(there);
  tell_former(record, *there, source);
  std::erase_if(*there, [&](const restic_entry& each) { return each.host != host_of(source); });
  return there;
}

/// What lay in the place of this data directory before it was begun. Whose a snapshot is its manifest says, which is
/// read once for each other directory.
void restic_copy::tell_former(copy_record& record, const entries& all, const copy_source& source) {
  auto& told = record.status.former;
  told.clear();
  if (!was_begun_anew(source.origin.data_path)) return;
  std::map<std::string, std::optional<backup_origin>> origins;
  std::vector<snapshot_info> infos;
  for (const auto& each : all) {
    if (!each.info.verified || each.host == host_of(source)) continue;
    auto known = origins.find(each.host);
    if (known == origins.end()) {
      auto origin = listing_.origin_of(call(source), each);
      known = origins.emplace(each.host, origin ? std::optional{*std::move(origin)} : std::nullopt).first;
    }
    infos.push_back(each.info);
    infos.back().origin = known->second;
  }
  const auto former = former_directories(infos, source.origin.data_path, time_.now());
  if (!former.empty()) told = former.front().newest.id;
}

status restic_copy::prepare(copy_record& record, const copy_source& source, another_place another) {
  const auto there = look(record, source);
  if (there) record.sequence = 0;  // what is missing there is copied at the next look
  if (there || there.error().code != errc::not_found) return there;
  if (record.status.snapshots > 0 && another == another_place::refused)
    return fail(errc::conflict, "the repository " + shown() +
                                    " that was copied to before is not there: its disk is "
                                    "not mounted, or it was removed");
  RETURN_IF_ERROR(call(source).ask({"init"}, options_.longest_question));
  record = {};
  record.status.kind = kind();
  record.status.place = shown();
  return {};
}

/// restic takes what it is given, and would call the damage its own later.
status restic_copy::back_up_sound(const snapshot_info& snapshot, copy_record& record, const copy_source& source) {
  auto known = damaged_here_.known(snapshot, time_.now());
  if (known.empty() && !is_sound_there({source.backups, snapshot})) {
    const auto read = verify_snapshot(source.backups, snapshot.id, verified_part::data);
    if (!read && read.error().code == errc::not_found) return {};  // rotated away meanwhile
    RETURN_IF_ERROR(read);
    damaged_here_.note(snapshot,
                       "the backup " + snapshot.id + " is damaged in " + source.backups.string() +
                           (read->problem.empty() ? std::string{} : ": " + read->problem),
                       time_.now());
    known = damaged_here_.known(snapshot, time_.now());
  }
  if (known.empty()) return back_up(snapshot, source);
  record.status.not_copied.push_back(std::move(known));
  return {};
}

status restic_copy::back_up(const snapshot_info& snapshot, const copy_source& source) const {
  std::vector<std::string> arguments{"backup",
                                     "--quiet",
                                     "--json",
                                     "--host",
                                     host_of(source),
                                     "--tag",
                                     restic_tags(snapshot),
                                     "--time",
                                     time_for_restic(snapshot.created_at, time_),
                                     snapshot.path};
  std::error_code failure;
  if (const auto contents = source.backups / objects_name; fs::is_directory(contents, failure))
    arguments.push_back(contents.string());
  return call(source).work(arguments).map([](const std::string&) {});
}

status restic_copy::check(int part, int parts, const copy_source& source) const {
  return call(source)
      .work({"check", "--read-data-subset=" + std::to_string(part) + "/" + std::to_string(parts)})
      .map([](const std::string&) {});
}

/// The part after the one that was read last; after the last, all was read.
status restic_copy::check_part(copy_record& record, const copy_source& source) const {
  constexpr int most_parts = 100;
  const int parts = std::clamp((99 + options_.read_share) / std::max(options_.read_share, 1), 1, most_parts);
  auto& told = record.status;
  int part = std::atoi(record.read_until.c_str()) + 1;
  if (part > parts || told.verifying_since.empty()) part = 1;
  if (part == 1) told.verifying_since = utc_text(time_.now());
  RETURN_IF_ERROR(check(part, parts, source));
  record.read_until = std::to_string(part);
  record.read_at = utc_text(time_.now());
  if (part == parts) told.all_verified_since = std::exchange(told.verifying_since, {});
  return {};
}

status restic_copy::verify_newest(const restic_entry& newest, const copy_source& source) const {
  auto scratch = make_restic_scratch(source.backups, time_.now());
  RETURN_IF_ERROR(scratch);
  RETURN_IF_ERROR(call(source).work({"restore", newest.restic_id, "--target", scratch->path().string(), "--include",
                                     as_restic_pattern(newest.path)}));
  const auto folder = fs::path{scratch->path().string() + newest.path};
  const auto checked = [&]() -> status {
    const auto text = read_regular_file(folder / manifest_name);
    RETURN_IF_ERROR(text);
    const auto manifest = parse_manifest(*text);
    RETURN_IF_ERROR(manifest);
    RETURN_IF_ERROR(check_content(folder, manifest->files));
    const auto& list = manifest->vault_list;
    if (!list) return {};
    return check_content(folder, {{vault_list_name, backup_file_kind::plain, list->bytes, list->sha256}});
  }();
  if (checked) return {};
  // restic compares what it restores with what it was given, so this came to it as it is.
  return fail(errc::corrupt, "the backup " + newest.info.id + " in the repository " + shown() + " is damaged (" +
                                 checked.error().message +
                                 "), though restic finds nothing wrong with what it keeps: it was damaged before it "
                                 "was copied. Look at the disk of " +
                                 source.backups.string() + "; `restic forget " + newest.restic_id.substr(0, 8) +
                                 "` removes it there");
}

status restic_copy::forget(const entries& there, const copy_source& source) const {
  std::vector<snapshot_info> all;
  for (const auto& each : there)
    if (each.info.verified) all.push_back(each.info);
  auto kept = kept_by(options_.keep, all, time_.now());
  kept.merge(never_removed(all));
  std::vector<std::string> arguments{"forget", "--quiet", "--prune"};
  const auto fixed = arguments.size();
  for (const auto& each : there)
    if (!each.info.verified || !kept.contains(each.info.id)) arguments.push_back(each.restic_id);
  if (arguments.size() == fixed) return {};
  return call(source).work(arguments).map([](const std::string&) {});
}

void restic_copy::tell(copy_record& record, const entries& own) const {
  auto& told = record.status;
  told.snapshots = 0;
  told.snapshot.clear();
  told.made_at.clear();
  for (const auto& each : own) {
    if (!each.info.verified) continue;
    if (++told.snapshots > 1) continue;
    told.snapshot = each.info.id;
    told.made_at = each.info.created_at;
  }
}

status restic_copy::carry(copy_record& record, const copy_source& source, copies_reading reading) {
  auto here = snapshots_of(source.backups, source.origin);
  RETURN_IF_ERROR(here);
  std::erase_if(*here, [](const snapshot_info& each) { return !each.verified; });
  auto& told = record.status;
  if (!was_begun_anew(source.origin.data_path)) told.former.clear();
  // Nobody is asked over the network for nothing; but a place that is gone must be noticed within a day.
  constexpr std::chrono::hours between_questions{24};
  const auto now = time_.now();
  const bool is_new = !here->empty() && here->front().sequence != record.sequence;
  const bool is_due = told.verified_at < utc_text(now - between_questions) || told.verified_at > utc_text(now);
  if (reading == copies_reading::due && !is_new && !is_due && told.problem.empty()) return {};

  auto there = list_own(record, source);
  RETURN_IF_ERROR(there);
  const auto missing = to_be_copied(options_.keep, *here, placed(*there), now);
  told.not_copied.clear();
  for (const auto& each : missing) RETURN_IF_ERROR(back_up_sound(each, record, source));
  if (missing.size() > told.not_copied.size()) {
    told.copied_at = utc_text(time_.now());
    there = list_own(record, source);
    RETURN_IF_ERROR(there);
  }
  tell(record, *there);
  RETURN_IF_ERROR(check_part(record, source));
  if (const auto* newest = newest_of(*there)) RETURN_IF_ERROR(verify_newest(*newest, source));
  if (!here->empty()) record.sequence = here->front().sequence;
  if (!missing.empty()) {
    RETURN_IF_ERROR(forget(*there, source));
    there = list_own(record, source);
    RETURN_IF_ERROR(there);
    tell(record, *there);
  }
  told.verified_at = utc_text(time_.now());
  return {};
}

status restic_copy::verify(copy_record& record, const copy_source& source) {
  const auto there = list_own(record, source);
  RETURN_IF_ERROR(there);
  tell(record, *there);
  const auto began = utc_text(time_.now());
  RETURN_IF_ERROR(check(1, 1, source));
  if (const auto* newest = newest_of(*there)) RETURN_IF_ERROR(verify_newest(*newest, source));
  record.read_until.clear();
  record.status.verifying_since.clear();
  record.status.all_verified_since = began;
  record.status.verified_at = utc_text(time_.now());
  return {};
}

status restic_copy::look(copy_record& record, const copy_source& source) {
  auto there = listing_.list(call(source));
  RETURN_IF_ERROR(there);
  tell_former(record, *there, source);
  const auto all = there->size();
  groups by_host;
  for (auto& each : *there) by_host[each.host].push_back(each);
  const auto own = own_group(by_host, source);
  std::erase_if(*there, [&](const restic_entry& each) { return own.empty() || each.host != own; });
  tell(record, *there);
  record.status.others = all - there->size();
  record.status.bytes =
      bytes_in(call(source).ask({"stats", "--mode", "raw-data", "--json"}, options_.longest_question));
  if (const fs::path local = options_.program.address; local.is_absolute())
    if (const auto free = free_bytes(local)) record.status.free_bytes = *free;
  return {};
}

}  // namespace secondbrain::ops
