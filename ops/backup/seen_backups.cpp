#include "ops/backup/seen_backups.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "base/fields.hpp"
#include "base/files.hpp"
#include "base/record_json.hpp"
#include "base/regular_file.hpp"
#include "base/shown_time.hpp"
#include "base/system_error.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/snapshot_files.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

struct seen_backup {
  std::string folder;
  std::string data_id;
  std::string id;
  std::string created_at;
  std::uint64_t sequence = 0;
  std::uint64_t device = 0;  // of the folder
  std::uint64_t inode = 0;
};

constexpr auto fields_of(const seen_backup*) {
  return record<seen_backup>(field_list{
      field("folder", &seen_backup::folder),
      field("data_id", &seen_backup::data_id),
      field("id", &seen_backup::id),
      field("created_at", &seen_backup::created_at),
      field("sequence", &seen_backup::sequence),
      field("device", &seen_backup::device),
      field("inode", &seen_backup::inode),
  });
}

std::optional<seen_backup> read_seen(const fs::path& data_directory) {
  const auto text = read_regular_file(data_directory / seen_name);
  if (!text) return std::nullopt;
  boost::system::error_code failure;
  const auto value = boost::json::parse(*text, failure);
  if (failure) return std::nullopt;
  auto read = checked_from_json<seen_backup>(value);
  return read ? std::optional{std::move(*read)} : std::nullopt;
}

void note_folder(const fs::path& folder, seen_backup& seen) {
  struct stat found {};
  if (::stat(folder.c_str(), &found) != 0) return;
  seen.device = static_cast<std::uint64_t>(found.st_dev);
  seen.inode = static_cast<std::uint64_t>(found.st_ino);
}

/// The one that was seen is there, or others were made after it in the same folder and it was rotated out: each bears
/// the number after the one before, and one that is made where there is none begins with the time in seconds.
bool goes_on(const std::vector<snapshot_info>& own, const seen_backup& seen, const seen_backup& now) {
  constexpr std::uint64_t most_between_looks = 500;
  const bool is_there = std::any_of(own.begin(), own.end(), [&](const snapshot_info& each) {
    return each.sequence == seen.sequence && each.created_at == seen.created_at;
  });
  const bool is_same_folder = seen.device == now.device && seen.inode == now.inode;
  return is_there || (is_same_folder && std::any_of(own.begin(), own.end(), [&](const snapshot_info& each) {
                        return each.sequence > seen.sequence && each.sequence <= seen.sequence + most_between_looks;
                      }));
}

std::string gone_in_words(const seen_backup& seen) {
  return "The backups that were in " + seen.folder + " are gone, the newest of them " + seen.id + " of " +
         shown_time(std::string_view{seen.created_at}) +
         ": its disk is not mounted, or they were removed. Mount it, or put them back; where they are not to come "
         "back, "
         "run `secondbrain backups begin-anew`.";
}

}  // namespace

result<std::string> look_for_seen_backups(const fs::path& data_directory, const fs::path& backups,
                                          const std::vector<snapshot_info>& own) {
  seen_backup now;
  now.folder = backups.string();
  now.data_id = origin_of(data_directory).data_id;
  note_folder(backups, now);
  const auto seen = read_seen(data_directory);
  const bool counts = seen && seen->folder == now.folder && seen->data_id == now.data_id;
  if (counts && !goes_on(own, *seen, now)) return gone_in_words(*seen);
  const auto newest =
      std::max_element(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
  std::error_code failure;
  if (newest == own.end() || newest->sequence == 0 || !fs::exists(data_directory, failure)) return std::string{};
  now.id = newest->id;
  now.created_at = newest->created_at;
  now.sequence = newest->sequence;
  const bool is_known =
      counts && seen->sequence == now.sequence && seen->device == now.device && seen->inode == now.inode;
  if (is_known) return std::string{};
  return write_atomically(data_directory / seen_name, boost::json::serialize(secondbrain::to_json(now))).map([] {
    return std::string{};
  });
}

result<bool> forget_seen_backups(const fs::path& data_directory) {
  std::error_code failure;
  const bool removed = fs::remove(data_directory / seen_name, failure);
  if (failure) return fail_with(failure, "cannot remove " + (data_directory / seen_name).string());
  return removed;
}

}  // namespace secondbrain::ops
