#include "ops/elsewhere/restic_copy.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>

#include "base/files.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/snapshot_check.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/data/disk_space.hpp"
#include "ops/elsewhere/copies_retention.hpp"
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

result<restic_copy::entries> restic_copy::list_own(const copy_source& source) {
  auto there = listing_.list(call(source));
  RETURN_IF_ERROR(there);
  std::erase_if(*there, [&](const restic_entry& each) { return each.host != host_of(source); });
  return there;
}

status restic_copy::prepare(copy_record& record, const copy_source& source) {
  record.sequence = 0;
  const auto there = listing_.list(call(source));
  if (there) return {};
  if (there.error().code != errc::not_found) return fail(there.error());
  return call(source).run({"init"}, options_.longest_question).map([](const std::string&) {});
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
  return call(source).run(arguments, options_.longest_call).map([](const std::string&) {});
}

status restic_copy::check(int part, int parts, const copy_source& source) const {
  return call(source)
      .run({"check", "--read-data-subset=" + std::to_string(part) + "/" + std::to_string(parts)}, options_.longest_call)
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
  RETURN_IF_ERROR(call(source).run(
      {"restore", newest.restic_id, "--target", scratch->path().string(), "--include", as_restic_pattern(newest.path)},
      options_.longest_call));
  const auto folder = fs::path{scratch->path().string() + newest.path};
  const auto checked = [&]() -> status {
    const auto text = read_file(folder / manifest_name);
    RETURN_IF_ERROR(text);
    const auto manifest = parse_manifest(*text);
    RETURN_IF_ERROR(manifest);
    RETURN_IF_ERROR(check_content(folder, manifest->files));
    const auto& list = manifest->vault_list;
    if (!list) return {};
    return check_content(folder, {{vault_list_name, backup_file_kind::plain, list->bytes, list->sha256}});
  }();
  if (checked) return {};
  return fail(errc::corrupt, "the backup " + newest.info.id + " is damaged in the repository " + shown() + ": " +
                                 checked.error().message + "; look at that disk, and see `restic check`");
}

status restic_copy::forget(const entries& there, const copy_source& source) const {
  std::vector<snapshot_info> all;
  for (const auto& each : there) all.push_back(each.info);
  auto kept = kept_by(options_.keep, all, time_.now());
  kept.merge(never_removed(all));
  std::vector<std::string> arguments{"forget", "--quiet", "--prune"};
  const auto fixed = arguments.size();
  for (const auto& each : there)
    if (!kept.contains(each.info.id)) arguments.push_back(each.restic_id);
  if (arguments.size() == fixed) return {};
  return call(source).run(arguments, options_.longest_call).map([](const std::string&) {});
}

void restic_copy::tell(copy_record& record, const entries& own) const {
  auto& told = record.status;
  told.snapshots = own.size();
  told.snapshot = own.empty() ? std::string{} : own.front().info.id;
  told.made_at = own.empty() ? std::string{} : own.front().info.created_at;
}

status restic_copy::carry(copy_record& record, const copy_source& source, copies_reading reading) {
  auto here = snapshots_of(source.backups, source.origin);
  RETURN_IF_ERROR(here);
  std::erase_if(*here, [](const snapshot_info& each) { return !each.verified; });
  auto& told = record.status;
  // Nobody is asked over the network for nothing; but a place that is gone must be noticed within a day.
  constexpr std::chrono::hours between_questions{24};
  const auto now = time_.now();
  const bool is_new = !here->empty() && here->front().sequence != record.sequence;
  const bool is_due = told.verified_at < utc_text(now - between_questions) || told.verified_at > utc_text(now);
  if (reading == copies_reading::due && !is_new && !is_due && told.problem.empty()) return {};

  auto there = list_own(source);
  RETURN_IF_ERROR(there);
  static_cast<void>(call(source).run({"unlock"}, options_.longest_question));  // only what killed processes have left
  const auto missing = to_be_copied(options_.keep, *here, placed(*there), now);
  for (const auto& each : missing) RETURN_IF_ERROR(back_up(each, source));
  if (!missing.empty()) {
    told.copied_at = utc_text(time_.now());
    there = list_own(source);
    RETURN_IF_ERROR(there);
  }
  tell(record, *there);
  RETURN_IF_ERROR(check_part(record, source));
  if (!there->empty()) RETURN_IF_ERROR(verify_newest(there->front(), source));
  if (!here->empty()) record.sequence = here->front().sequence;
  if (!missing.empty()) {
    RETURN_IF_ERROR(forget(*there, source));
    there = list_own(source);
    RETURN_IF_ERROR(there);
    tell(record, *there);
  }
  told.verified_at = utc_text(time_.now());
  return {};
}

status restic_copy::verify(copy_record& record, const copy_source& source) {
  const auto there = list_own(source);
  RETURN_IF_ERROR(there);
  tell(record, *there);
  const auto began = utc_text(time_.now());
  RETURN_IF_ERROR(check(1, 1, source));
  if (!there->empty()) RETURN_IF_ERROR(verify_newest(there->front(), source));
  record.read_until.clear();
  record.status.verifying_since.clear();
  record.status.all_verified_since = began;
  record.status.verified_at = utc_text(time_.now());
  return {};
}

status restic_copy::look(copy_record& record, const copy_source& source) {
  auto there = listing_.list(call(source));
  RETURN_IF_ERROR(there);
  const auto all = there->size();
  std::erase_if(*there, [&](const restic_entry& each) { return each.host != host_of(source); });
  tell(record, *there);
  record.status.others = all - there->size();
  record.status.bytes =
      bytes_in(call(source).run({"stats", "--mode", "raw-data", "--json"}, options_.longest_question));
  if (const fs::path local = options_.program.address; local.is_absolute())
    if (const auto free = free_bytes(local)) record.status.free_bytes = *free;
  return {};
}

}  // namespace secondbrain::ops
