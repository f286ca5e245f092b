#include "ops/backup/snapshot_source.hpp"

#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"
#include "ops/backup/snapshot_files.hpp"
#include "ops/data/data_directory.hpp"
#include "stores/schema_versions.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto plain_names = {"settings.json",
                              "queries.jsonl",
                              "queries.jsonl.old",
                              "sync_runs.jsonl",
                              "sync_runs.jsonl.old",
                              "inbox_journal.json",
                              "extraction_failures.json",
                              "generated_tasks.json",
                              ".sync_completed",
                              ".sync_failed",
                              ".reindex_needed",
                              ".reindex_epoch",
                              "vault.json",
                              alarms_name,
                              copies_name};
constexpr auto folder_names = {"eval", ops::data_directory::not_captured_name};

snapshot_source plain_file(const fs::path& data_directory, const std::string& name) {
  return {name,
          backup_file_kind::plain,
          [file = data_directory / name](const fs::path& destination) -> status {
            std::error_code failure;
            fs::copy_file(file, destination, failure);
            if (failure)
              return fail_with(failure, "cannot copy " + file.string() + " to " + destination.parent_path().string());
            return sync_file(destination);
          },
          source_kind::recorded,
          {},
          bytes_of(data_directory / name)};
}

snapshot_source closed_database(const fs::path& data_directory, const std::string& name) {
  using stores::sqlite::database;
  using stores::sqlite::open_mode;
  // Read-write, because a server that was killed has left a WAL behind which only a writer may take in.
  return {name,
          backup_file_kind::database,
          [file = data_directory / name](const fs::path& destination) -> status {
            auto opened = database::open(file, open_mode::read_write);
            return opened ? opened->snapshot_to(destination) : fail(opened.error());
          },
          stores::is_derived(name) ? source_kind::derived : source_kind::recorded,
          {},
          bytes_of(data_directory / name)};
}

}  // namespace

std::uint64_t bytes_of(const fs::path& file) {
  std::error_code failure;
  const auto bytes = fs::file_size(file, failure);
  return failure ? 0 : bytes;
}

std::vector<snapshot_source> plain_file_sources(const fs::path& data_directory) {
  std::error_code failure;
  std::vector<snapshot_source> sources;
  for (const auto* name : plain_names)  // a larger one is none of ours, and is read by nobody either
    if (fs::is_regular_file(data_directory / name, failure) && bytes_of(data_directory / name) <= most_small_file_bytes)
      sources.push_back(plain_file(data_directory, name));
  for (const std::string folder : folder_names)
    for (const auto& file : list_directory(data_directory / folder).value_or(std::vector<fs::path>{}))
      if (fs::is_regular_file(file, failure))
        sources.push_back(plain_file(data_directory, folder + '/' + file.filename().string()));
  return sources;
}

std::vector<snapshot_source> closed_database_sources(const fs::path& data_directory,
                                                     const std::vector<std::string>& names) {
  std::error_code failure;
  std::vector<snapshot_source> sources;
  for (const auto& name : names)
    if (fs::is_regular_file(data_directory / name, failure)) sources.push_back(closed_database(data_directory, name));
  return sources;
}

std::vector<snapshot_source> closed_sources(const fs::path& data_directory, const std::string& metadata_db_name) {
  auto sources = closed_database_sources(data_directory, ops::data_directory::database_names(metadata_db_name));
  for (auto& source : plain_file_sources(data_directory)) sources.push_back(std::move(source));
  return sources;
}

}  // namespace secondbrain::ops
