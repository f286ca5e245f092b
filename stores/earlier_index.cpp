#include "stores/earlier_index.hpp"

#include <system_error>

#include "base/durable_rename.hpp"
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

// A copy, as a file that others have open must not be given another name: whoever opened it by that one within this
// process would share their view of a log that does not lie beside it.
result<bool> set_earlier_index_aside(const fs::path& file) {
  std::error_code failure;
  if (!fs::exists(file, failure)) return false;
  auto found = sqlite::database::open(file, sqlite::open_mode::read_write);
  RETURN_IF_ERROR(found);
  const auto version = found->schema_version();
  RETURN_IF_ERROR(version);
  if (*version != searchable_earlier_version) return false;
  const auto earlier = earlier_index_of(file);
  const auto unfinished = with_suffix(earlier, ".part");
  const auto kept = remove_database(earlier)
                        .and_then([&] { return remove_database(unfinished); })
                        .and_then([&] { return found->snapshot_to(unfinished); })
                        .and_then([&] { return rename_durably(unfinished, earlier); });
  if (!kept) return false;  // no room, say: fewer notes are found until the new one is whole
  RETURN_IF_ERROR(remove_database(file));
  return true;
}

status remove_earlier_index(const fs::path& file) {
  return remove_database(earlier_index_of(file));
}

}  // namespace secondbrain::stores
