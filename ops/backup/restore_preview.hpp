// What a restore would change, before it does: files, rows of what was recorded, and the time between.
//
// Reads only; a server may be running. Any thread; blocks for as long as verifying the snapshot takes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "base/error.hpp"
#include "base/fields.hpp"
#include "ops/backup/restore.hpp"
#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

enum class file_change : std::uint8_t { same, changed, back, gone };

constexpr auto names_of(file_change) {
  using enum file_change;
  return named_values<file_change>({{same, "same"}, {changed, "changed"}, {back, "back"}, {gone, "gone"}});
}

/// Of a file of the data directory that snapshots hold.
struct previewed_file {
  std::string name;
  file_change change = file_change::same;  // back: it is there again; gone: it is not there any more
  std::uint64_t bytes_now = 0;
  std::uint64_t bytes_then = 0;
};

constexpr auto fields_of(const previewed_file*) {
  return record<previewed_file>(field_list{
      field("name", &previewed_file::name),
      field("change", &previewed_file::change),
      field("bytes_now", &previewed_file::bytes_now),
      field("bytes_then", &previewed_file::bytes_then),
  });
}

/// Of a table of a database that cannot be made again from the vault.
struct previewed_table {
  std::string database;
  std::string table;
  std::int64_t rows_now = 0;
  std::int64_t rows_then = 0;
};

constexpr auto fields_of(const previewed_table*) {
  return record<previewed_table>(field_list{
      field("database", &previewed_table::database),
      field("table", &previewed_table::table),
      field("rows_now", &previewed_table::rows_now),
      field("rows_then", &previewed_table::rows_then),
  });
}

struct restore_preview {
  snapshot_info snapshot;
  std::vector<previewed_file> files;
  std::vector<previewed_table> tables;
};

/// Fails with what `prepare_restore` would refuse the snapshot for.
result<restore_preview> preview_restore(const std::filesystem::path& backups, const std::string& id,
                                        const std::filesystem::path& data_directory, foreign_snapshots foreign);

}  // namespace secondbrain::ops
