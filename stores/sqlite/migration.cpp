#include "stores/sqlite/migration.hpp"

#include <string>
#include <system_error>

#include "base/error.hpp"
#include "stores/sqlite/transaction.hpp"

namespace secondbrain::stores::sqlite {

namespace fs = std::filesystem;

namespace {

std::string set_version(int version) {
  return "PRAGMA user_version = " + std::to_string(version);
}

status keep_copy(database& connection, int version) {
  auto copy = connection.file();
  copy += ".before-v" + std::to_string(version);
  std::error_code failure;
  fs::remove(copy, failure);  // of an attempt that was rolled back
  RETURN_IF_ERROR(connection.snapshot_to(copy));
  auto kept = database::open(copy, open_mode::read_only);
  RETURN_IF_ERROR(kept);
  return kept->quick_check();
}

/// Rows that name others which are not there. Files of the reference may have some: it never looked.
result<std::int64_t> count_orphans(database& connection) {
  statement broken;
  std::int64_t found = 0;
  RETURN_IF_ERROR(connection.prepare({{broken, "PRAGMA foreign_key_check"}}));
  RETURN_IF_ERROR(broken.for_each([&](const row&) { ++found; }));
  return found;
}

/// What the steps made of the file, before it counts.
status check_outcome(database& connection, std::int64_t orphans_before) {
  const auto orphans = count_orphans(connection);
  RETURN_IF_ERROR(orphans);
  if (*orphans > orphans_before) return fail(errc::internal, "it would leave rows that belong to nothing");
  return connection.quick_check();
}

status migrate(database& connection, int from, std::span<const migration> steps) {
  const auto target = static_cast<int>(steps.size());
  const auto empty = connection.empty();
  RETURN_IF_ERROR(empty);
  if (!*empty) {
    if (auto kept = keep_copy(connection, target); !kept) return kept;
  }
  const auto orphans = count_orphans(connection);
  RETURN_IF_ERROR(orphans);
  return in_transaction(connection, [&]() -> status {
    for (const auto step : steps.subspan(static_cast<std::size_t>(from))) {
      if (auto done = connection.execute(step); !done) return done;
    }
    if (!*empty) RETURN_IF_ERROR(check_outcome(connection, *orphans));
    return connection.execute(set_version(target));
  });
}

status bring_to_version(database& connection, const char* sql, int version) {
  return in_transaction(connection, [&]() -> status {
    return connection.execute(sql).and_then([&] { return connection.execute(set_version(version)); });
  });
}

// The database goes first: a WAL without its database is discarded by SQLite, a database without its WAL may look
// damaged.
status remove_database(const fs::path& file) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    auto part = file;
    part += suffix;
    std::error_code failure;
    fs::remove(part, failure);
    if (failure) return fail(errc::io_failure, "removing " + part.filename().string() + ": " + failure.message());
  }
  return {};
}

}  // namespace

result<database> open_migrated(const fs::path& file, std::span<const migration> steps) {
  auto connection = database::open(file, open_mode::read_write);
  if (!connection) return connection;
  const auto version = connection->schema_version();
  RETURN_IF_ERROR(version);
  const auto known = static_cast<int>(steps.size());
  if (*version > known) return database::open(file, open_mode::read_only);
  if (*version < known) {
    if (auto done = migrate(*connection, *version, steps); !done) return fail(done.error(), "updating the schema");
  }
  return connection;
}

result<derived_database> open_derived(const fs::path& file, const derived_schema& schema) {
  const auto as_fresh = [&](bool rebuilt) {
    return [&schema, rebuilt](database connection) -> result<derived_database> {
      return bring_to_version(connection, schema.sql, schema.version).map([&] {
        return derived_database{std::move(connection), rebuilt};
      });
    };
  };
  const auto as_found = [](database connection) { return derived_database{std::move(connection)}; };
  {
    auto connection = database::open(file, open_mode::read_write);
    RETURN_IF_ERROR(connection);
    const auto version = connection->schema_version();
    RETURN_IF_ERROR(version);
    if (*version > schema.version) return database::open(file, open_mode::read_only).map(as_found);
    if (*version == schema.version) return as_found(std::move(*connection));
    const auto empty = connection->empty();
    RETURN_IF_ERROR(empty);
    if (*empty) return as_fresh(false)(std::move(*connection));
    if (schema.upgrade != nullptr && *version == schema.version - 1) {
      const auto upgraded = bring_to_version(*connection, schema.upgrade, schema.version);
      if (!upgraded) return fail(upgraded.error(), "updating the schema");
      return as_found(std::move(*connection));
    }
  }
  return remove_database(file)
      .and_then([&] { return database::open(file, open_mode::read_write); })
      .and_then(as_fresh(true));
}

}  // namespace secondbrain::stores::sqlite
