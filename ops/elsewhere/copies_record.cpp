#include "ops/elsewhere/copies_record.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>

#include "base/files.hpp"
#include "base/record_json.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"
#include "ops/backup/snapshot_files.hpp"

namespace secondbrain::ops {

namespace fs = std::filesystem;

namespace {

constexpr auto lock_name = ".backup_copies_lock";

}  // namespace

/// On the disk only: what stays in the process otherwise is a part of it here.
static constexpr auto fields_of(const copy_record*) {
  return record<copy_record>(field_list{
      inlined(&copy_record::status),
      field("marker", &copy_record::marker),
      field("sequence", &copy_record::sequence),
      field("read_at", &copy_record::read_at),
      field("read_until", &copy_record::read_until),
  });
}

std::vector<copy_record> read_copies(const fs::path& data_directory) {
  std::vector<copy_record> records;
  const auto text = read_regular_file(data_directory / copies_name);
  if (!text) return records;
  try {
    const auto value = boost::json::parse(*text);
    for (const auto& one : value.as_array()) records.push_back(from_json<copy_record>(one.as_object()));
  } catch (const std::exception&) {
    records.clear();
  }
  return records;
}

status write_copies(const fs::path& data_directory, const std::vector<copy_record>& records) {
  const auto text = boost::json::serialize(secondbrain::to_json(records));
  if (const auto known = read_regular_file(data_directory / copies_name); known && *known == text) return {};
  return write_atomically(data_directory / copies_name, text);
}

copy_record record_of(const std::vector<copy_record>& records, copy_kind kind, const std::string& place) {
  const auto known = std::find_if(records.begin(), records.end(), [&](const copy_record& each) {
    return each.status.kind == kind && each.status.place == place;
  });
  if (known != records.end()) return *known;
  copy_record fresh;
  fresh.status.kind = kind;
  fresh.status.place = place;
  return fresh;
}

status keep_record(const fs::path& data_directory, const copy_record& record) {
  const auto path = data_directory / lock_name;
  const file_descriptor lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
  if (!lock) return fail_with_errno("cannot open " + path.string());
  while (::flock(lock.get(), LOCK_EX) != 0)  // for as long as a small file takes
    if (errno != EINTR) return fail_with_errno("cannot lock " + path.string());
  auto records = read_copies(data_directory);
  std::erase_if(records, [&](const copy_record& each) {
    return each.status.kind == record.status.kind && each.status.place == record.status.place;
  });
  records.push_back(record);
  return write_copies(data_directory, records);
}

result<file_descriptor> lock_copies(const fs::path& data_directory, copy_kind kind) {
  const auto path = data_directory / (lock_name + ("_" + std::string{to_string(kind)}));
  file_descriptor lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
  if (!lock) return fail_with_errno("cannot open " + path.string());
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(errc::locked, "backups are being copied there by somebody else; try again when that is done");
  return lock;
}

}  // namespace secondbrain::ops
