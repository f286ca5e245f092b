// Puts one file of the newest good snapshot back, for a store whose own file turned out to be damaged.
//
// Reads every byte of the snapshots it tries. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.hpp"

namespace secondbrain::ops {

/// Puts the file of that name, as it was shipped last or else as the newest snapshot of its data directory that
/// verifies has it, to `file`, which must not exist. Answers with what it comes from, in words; errc::not_found when
/// nothing that is sound holds it.
result<std::string> restore_file(const std::filesystem::path& backups, const std::filesystem::path& file);

/// How many rows a table has in the newest snapshot of this data directory that holds the database, and which that is.
/// Trusts what was verified when the snapshot was made. errc::not_found: there is none.
struct held_rows {
  std::string snapshot;
  std::int64_t rows = 0;
};
result<held_rows> rows_in_newest(const std::filesystem::path& backups, const std::filesystem::path& file,
                                 const std::string& table);

}  // namespace secondbrain::ops
