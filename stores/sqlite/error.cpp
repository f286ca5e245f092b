#include "stores/sqlite/error.hpp"

#include <sqlite3.h>

#include <filesystem>

namespace secondbrain::stores::sqlite {

namespace {

constexpr int primary(int sqlite_code) {
  return sqlite_code & 0xff;
}

std::string name_of(sqlite3* connection) {
  const char* file = sqlite3_db_filename(connection, "main");
  return file && *file ? std::filesystem::path{file}.filename().string() : std::string{"the database"};
}

std::string advice(errc code, const std::string& file) {
  switch (code) {
    case errc::corrupt: return file + " is damaged: restore it from a backup, or let it be rebuilt if it is derived";
    case errc::disk_full: return "no space left to write " + file + ": free some space and try again";
    case errc::busy: return file + " is in use by another process: stop that process, or try again";
    case errc::newer_schema:
      return file + " was written by a later version of SecondBrain and is open for reading only: update SecondBrain";
    case errc::io_failure: return "reading or writing " + file + " failed: check the disk and the permissions";
    case errc::conflict: return file + " already holds a row with this key";
    case errc::cancelled: return "work on " + file + " was interrupted";
    default: return "a statement on " + file + " failed, which is a bug of SecondBrain: please report it";
  }
}

}  // namespace

errc to_errc(int sqlite_code) noexcept {
  switch (primary(sqlite_code)) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return errc::none;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return errc::corrupt;
    case SQLITE_FULL: return errc::disk_full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return errc::busy;
    // Plain READONLY is a connection that we opened so on purpose, because of a newer schema; its extended codes are
    // files that cannot be written or were moved away.
    case SQLITE_READONLY: return sqlite_code == SQLITE_READONLY ? errc::newer_schema : errc::io_failure;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOLFS: return errc::io_failure;
    case SQLITE_CONSTRAINT: return errc::conflict;
    case SQLITE_INTERRUPT:
    case SQLITE_ABORT: return errc::cancelled;
    default: return errc::internal;
  }
}

error last_error(sqlite3* connection) {
  const int sqlite_code = sqlite3_extended_errcode(connection);
  const errc code = to_errc(sqlite_code);
  return {code, advice(code, name_of(connection)) + " (SQLite: " + sqlite3_errmsg(connection) + ", code " +
                    std::to_string(sqlite_code) + ")"};
}

}  // namespace secondbrain::stores::sqlite
