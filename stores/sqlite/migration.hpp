// Brings the schema of a database to the version this program knows.
//
// The version is SQLite's `user_version`, which the reference neither reads nor writes: its files count as version 0.
// The steps still missing run in one transaction. When the file already holds tables a copy of it is kept beside it
// first, as `<name>.before-v<version>`. A file with a later version than ours is opened read-only: reading works as far
// as its tables allow, every write answers newer_schema.
#pragma once

#include <filesystem>
#include <span>

#include "messages/result.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores::sqlite {

/// The SQL that leads from the version before to the next; the first leads to version 1.
using migration = const char*;

/// Opens `file` for writing and migrates it.
result<database> open_migrated(const std::filesystem::path& file, std::span<const migration> steps);

}  // namespace secondbrain::stores::sqlite
