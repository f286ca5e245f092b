#include "ops/elsewhere/copies_record.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/files.hpp"
#include "base/record_json.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {

namespace fs = std::filesystem;

namespace {

constexpr auto record_name = "backup_copies.json";
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
  const auto text = read_file(data_directory / record_name);
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
  const auto text = boost::json::serialize(to_json(records));
  if (const auto known = read_file(data_directory / record_name); known && *known == text) return {};
  return write_atomically(data_directory / record_name, text);
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

result<file_descriptor> lock_copies(const fs::path& data_directory) {
  const auto path = data_directory / lock_name;
  file_descriptor lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (!lock) return fail_with_errno("cannot open " + path.string());
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(errc::locked, "backups are being copied elsewhere already; wait for that");
  return lock;
}

}  // namespace secondbrain::ops
