#include "stores/earlier_index.hpp"

#include <system_error>

#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

namespace fs = std::filesystem;

namespace {

fs::path with_suffix(fs::path file, const char* suffix) {
  file += suffix;
  return file;
}

/// The database first: a WAL without it is discarded by SQLite.
status remove_database(const fs::path& file) {
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    std::error_code failure;
    fs::remove(with_suffix(file, suffix), failure);
    if (failure) return fail(errc::io_failure, "removing the earlier index: " + failure.message());
  }
  return {};
}

}  // namespace

fs::path earlier_index_of(const fs::path& file) {
  return with_suffix(file, ".earlier");
}

result<bool> set_earlier_index_aside(const fs::path& file) {
  std::error_code failure;
  if (!fs::exists(file, failure)) return false;
  {
    auto found = sqlite::database::open(file, sqlite::open_mode::read_write);
    RETURN_IF_ERROR(found);
    const auto version = found->schema_version();
    RETURN_IF_ERROR(version);
    if (*version != searchable_earlier_version) return false;
    // One self-contained file, which can be moved while others read it.
    RETURN_IF_ERROR(found->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  }
  const auto earlier = earlier_index_of(file);
  RETURN_IF_ERROR(remove_database(earlier));
  fs::rename(file, earlier, failure);
  if (failure) return fail(errc::io_failure, "keeping the earlier index: " + failure.message());
  RETURN_IF_ERROR(remove_database(file));  // what is left beside it
  return true;
}

status remove_earlier_index(const fs::path& file) {
  return remove_database(earlier_index_of(file));
}

}  // namespace secondbrain::stores
