#include "ops/backup/former_directory.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <optional>

#include "base/fields.hpp"
#include "base/files.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/regular_file.hpp"
#include "base/shown_time.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "ops/backup/origin.hpp"
#include "stores/vault_record.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto beginning_name = "begun.json";

struct beginning {
  std::string at;  // UTC, ISO 8601
  bool is_meant = false;
};

constexpr auto fields_of(const beginning*) {
  return record<beginning>(field_list{
      field("at", &beginning::at),
      field("meant", &beginning::is_meant),
  });
}

std::optional<beginning> read_beginning(const fs::path& data_directory) {
  const auto text = read_regular_file(data_directory / beginning_name);
  if (!text) return std::nullopt;
  boost::system::error_code failure;
  const auto value = boost::json::parse(*text, failure);
  if (failure) return std::nullopt;
  auto read = checked_from_json<beginning>(value);
  return read ? std::optional{std::move(*read)} : std::nullopt;
}

status write_beginning(const fs::path& data_directory, const beginning& begun) {
  return write_atomically(data_directory / beginning_name, boost::json::serialize(secondbrain::to_json(begun)));
}

bool lay_here(const snapshot_info& each, const backup_origin& here) {
  return each.verified && each.origin && !each.origin->data_id.empty() && each.origin->data_path == here.data_path &&
         !is_of(each.origin, here);
}

std::string in_words(const former_directory& former) {
  return counted(static_cast<std::int64_t>(former.backups), "backup", "backups") + " of it, the newest " +
         former.newest.id + " of " + shown_time(std::string_view{former.newest.created_at});
}

}  // namespace

status note_beginning(const fs::path& data_directory, const clock& time) {
  const auto record = stores::read_vault_record(data_directory / "vault.json");
  std::error_code failure;
  if ((record && !record->id.empty()) || fs::exists(data_directory / beginning_name, failure)) return {};
  return write_beginning(data_directory, {utc_text(time.now()), false});
}

status keep_beginning(const fs::path& data_directory, const fs::path& incoming) {
  const auto begun = read_beginning(data_directory);
  return begun ? write_beginning(incoming, *begun) : status{};
}

bool was_begun_anew(const fs::path& data_directory) {
  const auto begun = read_beginning(data_directory);
  return begun && !begun->is_meant;
}

std::vector<former_directory> former_directories(const std::vector<snapshot_info>& all, const fs::path& data_directory,
                                                 wall_time now) {
  std::vector<former_directory> former;
  const auto begun = read_beginning(data_directory);
  if (!begun || begun->is_meant) return former;
  const auto here = origin_of(data_directory);
  const auto today = utc_text(now);
  std::map<std::string, std::vector<snapshot_info>> by_id;
  for (const auto& each : all)
    if (lay_here(each, here)) by_id[each.origin->data_id].push_back(each);
  for (const auto& [id, theirs] : by_id) {
    const bool still_lives = std::any_of(theirs.begin(), theirs.end(), [&](const snapshot_info& each) {
      return each.created_at >= begun->at && each.created_at <= today;  // a date in the future proves nothing
    });
    if (still_lives) continue;
    const auto newest = std::max_element(theirs.begin(), theirs.end(),
                                         [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
    former.push_back({*newest, theirs.size()});
  }
  std::stable_sort(former.begin(), former.end(),
                   [](const auto& a, const auto& b) { return a.newest.created_at > b.newest.created_at; });
  return former;
}

std::string begun_anew_in_words(const std::vector<former_directory>& former, const fs::path& data_directory,
                                const fs::path& backups, const std::string& from) {
  const auto begun = read_beginning(data_directory);
  if (former.empty() || !begun) return {};
  std::vector<std::string> all;
  all.reserve(former.size());
  for (const auto& each : former) all.push_back(in_words(each));
  const auto take = former.size() == 1 ? from + " --from-another`" : std::string{"ID --from-another --with-later`"};
  return "The data directory " + data_directory.string() + " was begun anew at " +
         shown_time(std::string_view{begun->at}) +
         ", because the one that lay there before was gone, or vault.json in it, which says whose it is. In " +
         backups.string() + (former.front().backups == 1 && former.size() == 1 ? " is " : " are ") +
         join(all, ", and ") + ". `secondbrain restore " + take +
         " brings it back, with what was shipped after it; where the new one is meant, run `secondbrain backups "
         "begin-anew`.";
}

result<bool> go_on_with_new(const fs::path& data_directory) {
  auto begun = read_beginning(data_directory);
  if (!begun || begun->is_meant) return false;
  begun->is_meant = true;
  return write_beginning(data_directory, *begun).map([] { return true; });
}

}  // namespace secondbrain::ops
