// alarms.json: what the alarms remember, written as a whole with each change, so that what is to be told and the fact
// that it was decided are durable together.
//
// Owned by one thread. A file that makes no sense is moved aside, and nothing is remembered. Fails with io_failure or
// disk_full; the file is then as it was. At most a few hundred notices are in it.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "messages/alarm_records.hpp"

namespace secondbrain::stores {

struct opened_alarm_file {
  alarm_records records;
  std::string damage;  // a sentence about a file that made no sense and was moved aside; else empty
};

result<opened_alarm_file> open_alarm_file(const std::filesystem::path& file);

/// Durable when it returns; readable by its owner only.
status write_alarm_file(const std::filesystem::path& file, const alarm_records& records);

}  // namespace secondbrain::stores
