#include "ops/backup/migration_snapshot.hpp"

#include "base/error.hpp"
#include "ops/data/data_directory.hpp"
#include "stores/schema_versions.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// A file that cannot be looked at is for the part that owns it to speak of.
bool is_outdated(const fs::path& file) {
  using stores::sqlite::database;
  auto opened = database::open(file, stores::sqlite::open_mode::read_only);
  if (!opened) return false;
  const auto version = opened->schema_version();
  const auto empty = opened->empty();
  return version && empty && !*empty && *version < stores::schema_known_for(file.filename().string());
}

}  // namespace

std::vector<std::string> outdated_databases(const fs::path& data_directory, const std::string& metadata_db_name) {
  std::vector<std::string> outdated;
  for (const auto& name : ops::data_directory::database_names(metadata_db_name))
    if (!stores::is_derived(name) && is_outdated(data_directory / name)) outdated.push_back(name);
  return outdated;
}

result<std::optional<snapshot_info>> snapshot_before_migration(const fs::path& data_directory,
                                                               const std::string& metadata_db_name,
                                                               const backup_options& options, const clock& time) {
  if (outdated_databases(data_directory, metadata_db_name).empty()) return std::nullopt;
  return make_snapshot(closed_sources(data_directory, metadata_db_name), options, time).map([](snapshot_info made) {
    return std::optional{std::move(made)};
  });
}

}  // namespace secondbrain::ops
