// A disk that fails when told to: SQLite's own file system with the writes in our hands.
//
// It becomes SQLite's default for as long as it lives, so the stores under test need to know nothing of it.
#pragma once

#include <sqlite3.h>

namespace secondbrain::stores {

class failing_vfs {
 public:
  failing_vfs();
  ~failing_vfs();
  failing_vfs(const failing_vfs&) = delete;
  failing_vfs& operator=(const failing_vfs&) = delete;

  /// Every write from now on answers this SQLite code; SQLITE_OK heals the disk.
  void fail_writes_with(int sqlite_code);

  /// Every read from now on answers this SQLite code.
  void fail_reads_with(int sqlite_code);

 private:
  sqlite3_vfs vfs_;
};

}  // namespace secondbrain::stores
