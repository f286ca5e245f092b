#include "stores/sqlite/fts5.hpp"

#include <sqlite3.h>

#include <memory>

#include "stores/sqlite/sqlite_error.hpp"

namespace secondbrain::stores::sqlite {

result<fts5_api*> fts5_of(sqlite3* connection) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &raw, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> ask{raw, sqlite3_finalize};
  fts5_api* fts5 = nullptr;
  if (code == SQLITE_OK) {
    sqlite3_bind_pointer(raw, 1, static_cast<void*>(&fts5), "fts5_api_ptr", nullptr);
    sqlite3_step(raw);
  }
  if (fts5 == nullptr) return fail(errc::internal, "this SQLite was built without full-text search (FTS5)");
  return fts5;
}

}  // namespace secondbrain::stores::sqlite
