#include "ops/backup/restore_preview.hpp"

#include <map>
#include <set>

#include "base/hash.hpp"
#include "base/system_error.hpp"
#include "ops/backup/scratch_directory.hpp"
#include "ops/backup/snapshot_files.hpp"
#include "ops/backup/snapshot_source.hpp"
#include "ops/data/data_directory.hpp"
#include "stores/schema_versions.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

using row_counts = std::map<std::string, std::int64_t>;

/// Without a WAL all of a database is in its file; opening it would begin one beside it, where nothing is to be
/// written.
bool has_wal(const fs::path& file) {
  std::error_code failure;
  return fs::exists(file.string() + "-wal", failure);
}

/// Empty for a database that is not there.
result<row_counts> count_rows(const fs::path& file) {
  using stores::sqlite::database;
  row_counts counts;
  auto opened = database::open(file, stores::sqlite::open_mode::read_only);
  if (!opened && opened.error().code == errc::not_found) return counts;
  RETURN_IF_ERROR(opened);
  std::vector<std::string> tables;
  stores::sqlite::statement list;
  RETURN_IF_ERROR(opened->prepare(
      {{list, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"}}));
  RETURN_IF_ERROR(list.for_each([&](const stores::sqlite::row& row) { tables.emplace_back(row.text(0)); }));
  for (const auto& table : tables) {
    stores::sqlite::statement count;
    RETURN_IF_ERROR(opened->prepare({{count, "SELECT count(*) FROM \"" + table + '"'}}));
    const auto rows = count.first([](const stores::sqlite::row& row) { return row.integer(0); });
    RETURN_IF_ERROR(rows);
    counts[table] = rows->value_or(0);
  }
  return counts;
}

/// Of a database that no server has open a copy is asked, in the folder for temporary files.
result<row_counts> count_rows_of_now(const fs::path& file) {
  std::error_code failure;
  if (has_wal(file) || !fs::exists(file, failure)) return count_rows(file);
  const auto temporary = fs::temp_directory_path(failure);
  if (failure) return fail_with(failure, "cannot find a folder for temporary files");
  const auto scratch = scratch_directory::make_in(temporary, "secondbrain-preview-");
  RETURN_IF_ERROR(scratch);
  const auto copy = scratch->path() / file.filename();
  fs::copy_file(file, copy, failure);
  if (failure) return fail_with(failure, "cannot copy " + file.string() + " to " + temporary.string());
  return count_rows(copy);
}

status compare_tables(const fs::path& now, const backup_file& then, const fs::path& snapshot,
                      std::vector<previewed_table>& tables) {
  const auto rows_now = count_rows_of_now(now);
  RETURN_IF_ERROR(rows_now);
  const auto rows_then = count_rows(snapshot / then.name);
  RETURN_IF_ERROR(rows_then);
  std::set<std::string> names;
  for (const auto& [name, rows] : *rows_now) names.insert(name);
  for (const auto& [name, rows] : *rows_then) names.insert(name);
  const auto rows_of = [](const row_counts& counts, const std::string& name) {
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
  };
  for (const auto& name : names)
    tables.push_back({then.name, name, rows_of(*rows_now, name), rows_of(*rows_then, name)});
  return {};
}

/// Of a database as a snapshot would have it: what the WAL holds counts.
std::uint64_t bytes_in(const fs::path& database_file) {
  using stores::sqlite::database;
  if (!has_wal(database_file)) return bytes_of(database_file);
  auto opened = database::open(database_file, stores::sqlite::open_mode::read_only);
  if (!opened) return bytes_of(database_file);
  stores::sqlite::statement pages;
  stores::sqlite::statement page_bytes;
  if (!opened->prepare({{pages, "PRAGMA page_count"}, {page_bytes, "PRAGMA page_size"}}))
    return bytes_of(database_file);
  const auto number = [](stores::sqlite::statement& query) {
    const auto found = query.first([](const stores::sqlite::row& row) { return row.integer(0); });
    return found ? static_cast<std::uint64_t>(found->value_or(0)) : 0;
  };
  return number(pages) * number(page_bytes);
}

previewed_file compare(const fs::path& now, const backup_file& then) {
  const auto bytes_now = then.kind == backup_file_kind::database ? bytes_in(now) : bytes_of(now);
  previewed_file file{then.name, file_change::changed, bytes_now, then.bytes};
  std::error_code failure;
  if (!fs::exists(now, failure)) {
    file.change = file_change::back;
  } else if (then.kind == backup_file_kind::plain && file.bytes_now == then.bytes) {
    const auto sum = sha256_of_file(now);
    if (sum && *sum == then.sha256) file.change = file_change::same;
  }
  return file;
}

}  // namespace

result<restore_preview> preview_restore(const fs::path& backups, const std::string& id, const fs::path& data_directory,
                                        foreign_snapshots foreign) {
  auto snapshot = fit_to_restore(backups, id, data_directory, foreign);
  RETURN_IF_ERROR(snapshot);
  restore_preview preview{std::move(*snapshot), {}, {}};
  std::set<std::string> held;
  const auto stays = [&](const std::string& name) {
    std::error_code failure;
    return outlives_restores(name) && fs::exists(data_directory / name, failure);
  };
  for (const auto& file : preview.snapshot.files) {
    held.insert(file.name);
    if (is_of_its_time(file.name) || stays(file.name)) continue;
    preview.files.push_back(compare(data_directory / file.name, file));
    if (file.kind == backup_file_kind::database && !stores::is_derived(file.name))
      RETURN_IF_ERROR(compare_tables(data_directory / file.name, file, preview.snapshot.path, preview.tables));
  }
  for (const auto& source : plain_file_sources(data_directory))
    if (!held.contains(source.name) && !is_of_its_time(source.name) && !stays(source.name))
      preview.files.push_back({source.name, file_change::gone, source.expected_bytes, 0});
  return preview;
}

}  // namespace secondbrain::ops
