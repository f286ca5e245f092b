// The interface that SQLite's full-text search offers to those that extend it.
//
// Belongs to the thread of its connection. Fails with internal (an SQLite without FTS5).
// Source: https://sqlite.org/fts5.html#extending_fts5.
#pragma once

#include "base/error.hpp"

struct sqlite3;
struct fts5_api;

namespace secondbrain::stores::sqlite {

result<fts5_api*> fts5_of(sqlite3* connection);

}  // namespace secondbrain::stores::sqlite
