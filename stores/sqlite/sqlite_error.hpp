// Turns what SQLite reports into the process's one error type.
//
// Any thread. Never fails itself.
#pragma once

#include <filesystem>

#include "base/error.hpp"

struct sqlite3;

namespace secondbrain::stores::sqlite {

/// The code that tells the program what to do about a SQLite result code, primary or extended
/// (https://www.sqlite.org/rescode.html).
errc to_errc(int sqlite_code) noexcept;

/// The last failure of a connection, with a sentence that names the file and says what to do.
error last_error(sqlite3* connection);

/// What a connection says whose file is no longer where it opened it.
error lost_file(const std::filesystem::path& file);

/// As above, for a statement of our own that could not be prepared: where a table or column is missing, it is the file
/// that is not what we made. Never for text that a person typed, such as a search expression.
error preparation_error(sqlite3* connection);

}  // namespace secondbrain::stores::sqlite
