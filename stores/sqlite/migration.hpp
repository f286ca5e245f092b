// Opens a database for writing and brings it to the schema this program knows.
//
// The version of a schema is SQLite's `user_version`. A file with a later version than ours is opened read-only:
// reading works as far as its tables allow, every write answers newer_schema.
#pragma once

#include <filesystem>
#include <span>

#include "base/error.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores::sqlite {

/// The SQL that leads from one version to the next; the first leads to version 1.
using migration = const char*;

/// For data that cannot be made again. The steps still missing run in one transaction, which is rolled back when one of
/// them fails or when what they made is not sound; when the file already holds tables, a copy is kept beside it first,
/// as
/// `<name>.before-v<version>`, and checked.
result<database> open_migrated(const std::filesystem::path& file, std::span<const migration> steps);

/// How the file of a derived store must look.
struct derived_schema {
  int version = 1;
  const char* sql = "";           // creates everything in an empty file
  const char* upgrade = nullptr;  // leads from the version before; null: that one is replaced too
};

struct derived_database {
  database connection;
  bool rebuilt = false;  // the file held another schema, and was replaced by an empty one
};

/// For data that can be made again: a file with an earlier version, or of the reference, is replaced rather than
/// migrated, unless it is of the version before and there is an upgrade from that.
result<derived_database> open_derived(const std::filesystem::path& file, const derived_schema& schema);

}  // namespace secondbrain::stores::sqlite
