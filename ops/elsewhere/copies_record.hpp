// `backup_copies.json` in the data directory: what is known of each place elsewhere, also after a restart and without a
// running service.
//
// One at a time works on a place, and one at a time writes the record: flocks beside it. A record that makes no sense
// is an empty one; what it said is found out again. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"
#include "messages/backup_places.hpp"

namespace secondbrain::ops {

struct copy_record {
  backup_copy status;
  std::string marker;          // what the folder of the copies is recognised by; empty: nothing was copied there yet
  std::uint64_t sequence = 0;  // of the newest snapshot that was copied there
  std::string read_at;         // UTC: when a part of what is there was read last
  std::string read_until;      // where the next part begins; empty: at the beginning
};

std::vector<copy_record> read_copies(const std::filesystem::path& data_directory);

status write_copies(const std::filesystem::path& data_directory, const std::vector<copy_record>& records);

/// The record of that place; a new one where there is none.
copy_record record_of(const std::vector<copy_record>& records, copy_kind kind, const std::string& place);

/// Takes the place of what was recorded of that place; others stay as they are. Waits while somebody else writes.
status keep_record(const std::filesystem::path& data_directory, const copy_record& record);

/// Closing what it answers is the release. errc::locked while somebody else copies to a place of that kind.
result<file_descriptor> lock_copies(const std::filesystem::path& data_directory, copy_kind kind);

}  // namespace secondbrain::ops
