// `.reindex_needed` asks for an index run, `.reindex_epoch` tells that one has ended (contract: operations §4).
//
// The trigger stays until a run that began after it was written has finished: read it before the run, consume what was
// read afterwards. Any thread, any process.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace secondbrain::ops {

struct reindex_trigger {
  std::string vault;  // what its writer asked to index; white space around it removed
  std::filesystem::file_time_type written_at;
  std::uint64_t identity = 0;  // tells this trigger from a later one (the file's inode)
};

status write_trigger(const std::filesystem::path& data_directory, const std::string& vault);

/// Nothing when there is no trigger.
result<std::optional<reindex_trigger>> read_trigger(const std::filesystem::path& data_directory);

/// Removes the trigger, unless it has been rewritten since it was read.
status consume_trigger(const std::filesystem::path& data_directory, const reindex_trigger& read);

/// Tells other processes that the index has changed; the mtime is the signal.
status write_epoch(const std::filesystem::path& data_directory, const std::string& vault);

}  // namespace secondbrain::ops
