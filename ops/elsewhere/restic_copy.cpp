#include "ops/elsewhere/restic_copy.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/time_text.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/scratch_directory.hpp"
#include "ops/backup/snapshot_check.hpp"
#include "ops/elsewhere/snapshot_transfer.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr auto tag = "secondbrain";
constexpr auto contents_name = "objects";     // of the notes, beside the snapshots
constexpr auto scratch_name = ".elsewhere.";  // not the name that a backup clears away

/// What a crash has left of an earlier one goes first.
result<scratch_directory> make_scratch(const fs::path& backups) {
  std::error_code failure;
  fs::create_directories(backups, failure);
  for (const auto& each : list_directory(backups).value_or(std::vector<fs::path>{}))
    if (each.filename().string().starts_with(scratch_name)) fs::remove_all(each, failure);
  return scratch_directory::make_in(backups, scratch_name);
}

/// "2026-02-05 23:10:05": restic takes a time of the machine's zone.
std::string time_for_restic(const std::string& created_at) {
  const auto at = time_from_utc(created_at).value_or(real_clock().now());
  auto text = naive_local_text(at).substr(0, 19);
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

std::string host_of(const copy_source& source) {
  return source.origin.data_id.empty() ? "unknown" : source.origin.data_id;
}

bool is_there(const auto& entries, const std::string& id) {
  return std::any_of(entries.begin(), entries.end(), [&](const auto& each) { return each.id == id; });
}

}  // namespace

result<std::vector<restic_copy::entry>> restic_copy::list(const copy_source& source) const {
  const auto text = call(source).run({"snapshots", "--json", "--tag", tag}, options_.longest_question);
  RETURN_IF_ERROR(text);
  try {
    std::vector<entry> found;
    const auto value = json::parse(*text);
    if (value.is_null()) return found;
    for (const auto& each : value.as_array()) {
      entry one;
      one.restic_id = each.at("id").as_string();
      one.host = each.at("hostname").as_string();
      for (const auto& label : each.at("tags").as_array())
        if (label.as_string() != tag) one.id = label.as_string();
      for (const auto& path : each.at("paths").as_array())
        if (fs::path{std::string{path.as_string()}}.filename() == one.id) one.path = path.as_string();
      found.push_back(std::move(one));
    }
    return found;
  } catch (const std::exception& failure) {
    return fail(errc::io_failure, "restic's list of snapshots makes no sense: " + std::string{failure.what()});
  }
}

status restic_copy::prepare(copy_record& record, const copy_source& source) {
  record.sequence = 0;
  const auto there = list(source);
  if (there) return {};
  if (there.error().code != errc::not_found) return fail(there.error());
  return call(source).run({"init"}, options_.longest_question).map([](const std::string&) {});
}

status restic_copy::back_up(const std::string& path, const std::string& id, const std::string& created_at,
                            const copy_source& source) const {
  std::vector<std::string> arguments{"backup",
                                     "--quiet",
                                     "--json",
                                     "--host",
                                     host_of(source),
                                     "--tag",
                                     std::string{tag} + "," + id,
                                     "--time",
                                     time_for_restic(created_at),
                                     path};
  std::error_code failure;
  if (const auto contents = source.backups / contents_name; fs::is_directory(contents, failure))
    arguments.push_back(contents.string());
  return call(source).run(arguments, options_.longest_call).map([](const std::string&) {});
}

status restic_copy::restore_into(const fs::path& scratch, const entry& wanted, const copy_source& source) const {
  return call(source)
      .run({"restore", wanted.restic_id, "--target", scratch.string(), "--include", wanted.path}, options_.longest_call)
      .map([](const std::string&) {});
}

status restic_copy::verify(const entry& newest, const copy_source& source) const {
  RETURN_IF_ERROR(call(source).run({"check", "--read-data-subset=" + std::to_string(options_.read_share) + "%"},
                                   options_.longest_call));
  auto scratch = make_scratch(source.backups);
  RETURN_IF_ERROR(scratch);
  RETURN_IF_ERROR(restore_into(scratch->path(), newest, source));
  const auto folder = fs::path{scratch->path().string() + newest.path};
  const auto text = read_file(folder / manifest_name);
  RETURN_IF_ERROR(text);
  const auto manifest = parse_manifest(*text);
  RETURN_IF_ERROR(manifest);
  if (const auto checked = check_content(folder, manifest->files); !checked)
    return fail(errc::corrupt, "the backup " + newest.id + " is damaged in the repository " + shown() + ": " +
                                   checked.error().message + "; look at that disk, and see `restic check`");
  return {};
}

status restic_copy::forget(const copy_source& source) const {
  std::vector<std::string> arguments{"forget", "--quiet", "--host",     host_of(source),
                                     "--tag",  tag,       "--group-by", "host"};
  const auto& rules = options_.keep;
  for (const auto& [rule, count] :
       {std::pair{"--keep-last", std::max(rules.newest, 1)}, std::pair{"--keep-daily", rules.daily},
        std::pair{"--keep-weekly", rules.weekly}, std::pair{"--keep-monthly", rules.monthly}})
    if (count > 0) arguments.insert(arguments.end(), {rule, std::to_string(count)});
  arguments.emplace_back("--prune");
  return call(source).run(arguments, options_.longest_call).map([](const std::string&) {});
}

status restic_copy::carry(copy_record& record, const copy_source& source) {
  auto here = snapshots_of(source.backups, source.origin);
  RETURN_IF_ERROR(here);
  std::erase_if(*here, [](const snapshot_info& each) { return !each.verified; });
  auto& told = record.status;
  // Nobody is asked over the network for nothing; but a place that is gone must be noticed within a day.
  constexpr std::chrono::hours between_questions{24};
  const auto now = real_clock().now();
  const bool is_new = !here->empty() && here->front().sequence != record.sequence;
  const bool is_due = told.verified_at < utc_text(now - between_questions) || told.verified_at > utc_text(now);
  if (!is_new && !is_due && told.problem.empty()) return {};

  auto take_stale_locks_away = [&] { static_cast<void>(call(source).run({"unlock"}, options_.longest_question)); };
  auto there = list(source);
  if (!there && there.error().code == errc::locked) {
    take_stale_locks_away();
    there = list(source);
  }
  RETURN_IF_ERROR(there);
  take_stale_locks_away();
  auto own_only = [&] { std::erase_if(*there, [&](const entry& each) { return each.host != host_of(source); }); };
  own_only();
  bool copied = false;
  for (auto oldest = here->rbegin(); oldest != here->rend(); ++oldest) {
    if (is_there(*there, oldest->id) || (oldest->sequence <= record.sequence && !there->empty())) continue;
    RETURN_IF_ERROR(back_up(oldest->path, oldest->id, oldest->created_at, source));
    copied = true;
  }
  if (copied) {
    told.copied_at = utc_text(real_clock().now());
    there = list(source);
    RETURN_IF_ERROR(there);
    own_only();
  }
  const auto newest = std::find_if(there->rbegin(), there->rend(),
                                   [&](const entry& each) { return !here->empty() && each.id == here->front().id; });
  if (newest != there->rend()) {
    RETURN_IF_ERROR(verify(*newest, source));
    told.snapshot = newest->id;
    told.made_at = here->front().created_at;
    record.sequence = here->front().sequence;
  }
  if (copied) {
    RETURN_IF_ERROR(forget(source));
    there = list(source);
    RETURN_IF_ERROR(there);
    own_only();
  }
  told.snapshots = there->size();
  told.verified_at = utc_text(real_clock().now());
  return {};
}

result<std::string> restic_copy::fetch(const std::string& id, const copy_source& source) {
  auto there = list(source);
  RETURN_IF_ERROR(there);
  if (const auto& own = source.origin.data_id; id.empty() && !own.empty())
    if (std::any_of(there->begin(), there->end(), [&](const entry& each) { return each.host == own; }))
      std::erase_if(*there, [&](const entry& each) { return each.host != own; });
  if (!id.empty()) std::erase_if(*there, [&](const entry& each) { return each.id != id; });
  if (there->empty())
    return fail(errc::not_found, id.empty() ? "there is no backup in the repository " + shown()
                                            : "there is no backup " + id + " in the repository " + shown());
  const auto& wanted = there->back();
  if (std::any_of(there->begin(), there->end(), [&](const entry& each) { return each.host != wanted.host; }))
    return fail(errc::conflict,
                "the repository " + shown() + " holds backups of several data directories; name one of them");
  std::error_code failure;
  if (fs::exists(source.backups / wanted.id, failure)) return wanted.id;
  auto scratch = make_scratch(source.backups);
  RETURN_IF_ERROR(scratch);
  RETURN_IF_ERROR(
      call(source).run({"restore", wanted.restic_id, "--target", scratch->path().string()}, options_.longest_call));
  const auto folder = fs::path{scratch->path().string() + wanted.path}.parent_path();
  RETURN_IF_ERROR(transfer_snapshot(folder, source.backups, wanted.id, source.cancelled));
  return wanted.id;
}

}  // namespace secondbrain::ops
