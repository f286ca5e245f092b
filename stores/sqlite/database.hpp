// One connection to one SQLite file, with the settings every store shares (contract: stores §1.1).
//
// Belongs to one thread. A file has at most one read-write connection in the whole service; only that one writes or
// checkpoints, because SQLite before 3.51.3 can corrupt a WAL database that two connections checkpoint at once.
// Opening fails with not_found (read-only, no file), corrupt, busy, disk_full or io_failure. Closing writes the WAL
// back. A connection whose file or WAL was removed, replaced or moved away commits nothing more: errc::io_failure.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "stores/sqlite/opened_files.hpp"
#include "stores/sqlite/statement.hpp"

struct sqlite3;
struct sqlite3_context;
struct sqlite3_value;
struct Fts5Context;
struct Fts5ExtensionApi;

namespace secondbrain::stores::sqlite {

enum class open_mode : std::uint8_t {
  read_write,  // creates the file (0600) and its folders when they are missing
  read_only,
};

/// A statement to prepare, and where it goes.
struct preparation {
  statement& target;
  std::string_view sql;
};

/// A function that ranks or shows a match of the full text (https://sqlite.org/fts5.html#custom_auxiliary_functions).
using fts5_function = void(const Fts5ExtensionApi*, Fts5Context*, sqlite3_context*, int, sqlite3_value**);

class database {
 public:
  static result<database> open(const std::filesystem::path& file, open_mode mode);

  /// Runs one or more statements that take no values and give no rows.
  status execute(const std::string& sql);

  status prepare(std::initializer_list<preparation> list);

  /// Writes back to the file what readers do not hold in the WAL. Commits do it by themselves when a thousand pages
  /// have gathered; a store that has better moments for it may let more gather (PRAGMA wal_autocheckpoint).
  status checkpoint();

  /// Makes a function known to this connection; `context` is its xUserData and outlives the connection.
  status add_fts5_function(const char* name, fts5_function* function, void* context);

  /// Rows that were written since the connection was opened, those of virtual tables' own tables included.
  std::int64_t total_changes() const;

  /// `PRAGMA user_version`: which schema the file has. The reference neither reads nor writes it, its files have 0.
  result<int> schema_version();

  /// Holds no table yet.
  result<bool> empty();

  /// `PRAGMA quick_check`: corrupt when the file is damaged; io_failure when a connection that writes has lost it.
  status quick_check();

  /// Writes a consistent copy to a file that does not exist yet (0600), as of the moment of the call, and makes it
  /// durable. The copy is one self-contained file, not in WAL mode. A failure leaves nothing behind.
  status snapshot_to(const std::filesystem::path& destination);

  /// Runs `work` with the connection itself, in a read transaction: another connection's commit makes no online backup
  /// start over.
  status read_all(const std::function<status(sqlite3*)>& work);

  bool in_transaction() const;
  bool read_only() const;

  const std::filesystem::path& file() const { return file_; }

 private:
  struct closer {
    void operator()(sqlite3* handle) const noexcept;
  };

  database(std::filesystem::path file, sqlite3* handle) : file_(std::move(file)), handle_(handle) {}

  status configure(open_mode mode);
  status copy_to(const std::filesystem::path& destination);

  std::filesystem::path file_;
  std::unique_ptr<opened_files> files_;  // of a connection that writes; before the handle, which asks it at each commit
  std::unique_ptr<sqlite3, closer> handle_;
};

}  // namespace secondbrain::stores::sqlite
