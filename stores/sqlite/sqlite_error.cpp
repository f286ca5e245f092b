#include "stores/sqlite/sqlite_error.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "base/system_error.hpp"

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
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_INTERNAL: return errc::corrupt;  // the last: SQLite found its own file to make no sense
    case SQLITE_FULL: return errc::disk_full;
    case SQLITE_BUSY:
    case SQLITE_PROTOCOL:
    case SQLITE_LOCKED: return errc::busy;
    // Plain READONLY is a connection that we opened so on purpose, because of a newer schema; its extended codes are
    // files that cannot be written or were moved away.
    case SQLITE_READONLY: return sqlite_code == SQLITE_READONLY ? errc::newer_schema : errc::io_failure;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOLFS: return errc::io_failure;
    // The one commit hook there is refuses what nobody would find (stores/sqlite/opened_files.hpp).
    case SQLITE_CONSTRAINT: return sqlite_code == SQLITE_CONSTRAINT_COMMITHOOK ? errc::io_failure : errc::conflict;
    case SQLITE_INTERRUPT:
    case SQLITE_ABORT: return errc::cancelled;
    default: return errc::internal;
  }
}

namespace {

/// SQLite calls much an input/output error that the system has a better word for.
errc code_of(sqlite3* connection, int sqlite_code) {
  const errc code = to_errc(sqlite_code);
  if (code != errc::io_failure) return code;
  return code_of_errno(sqlite3_system_errno(connection)) == errc::disk_full ? errc::disk_full : code;
}

error described(sqlite3* connection, errc code) {
  if (sqlite3_extended_errcode(connection) == SQLITE_CONSTRAINT_COMMITHOOK) return lost_file(name_of(connection));
  auto sentence = advice(code, name_of(connection));
  const auto of_the_system = advice_for_errno(sqlite3_system_errno(connection));
  if (code == errc::io_failure && !of_the_system.empty())
    sentence = "reading or writing " + name_of(connection) + " failed: " + std::string{of_the_system};
  return {code, sentence + " (SQLite: " + sqlite3_errmsg(connection) + ", code " +
                    std::to_string(sqlite3_extended_errcode(connection)) + ")"};
}

/// What SQLite says about a file whose tables are not those that we made. It has no code of its own for that.
bool names_another_layout(std::string_view message) {
  constexpr std::array signs{"no such table", "no such column", "has no column", "vtable constructor failed",
                             "no such index"};
  return std::any_of(signs.begin(), signs.end(), [&](const char* sign) { return message.find(sign) != message.npos; });
}

}  // namespace

error lost_file(const std::filesystem::path& file) {
  return {errc::io_failure,
          file.filename().string() +
              " was removed, replaced or moved away while SecondBrain had it open, so nothing was written: what is "
              "written now would be lost. Bring the data directory back, or run `secondbrain restore --latest`; "
              "`secondbrain status` tells how it is"};
}

error last_error(sqlite3* connection) {
  return described(connection, code_of(connection, sqlite3_extended_errcode(connection)));
}

error preparation_error(sqlite3* connection) {
  const int sqlite_code = sqlite3_extended_errcode(connection);
  const bool another = primary(sqlite_code) == SQLITE_ERROR && names_another_layout(sqlite3_errmsg(connection));
  return described(connection, another ? errc::corrupt : code_of(connection, sqlite_code));
}

}  // namespace secondbrain::stores::sqlite
