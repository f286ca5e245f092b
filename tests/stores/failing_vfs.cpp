#include "tests/stores/failing_vfs.hpp"

#include <atomic>
#include <map>

namespace secondbrain::stores {

namespace {

// A method table of SQLite's with two methods replaced, and the table it stands for. SQLite has one for databases and
// one for their journals.
struct replaced_methods {
  sqlite3_io_methods failing;
  const sqlite3_io_methods* real;
};

std::atomic<int> write_code{SQLITE_OK};
std::atomic<int> read_code{SQLITE_OK};
sqlite3_vfs* real_vfs = nullptr;
std::map<const sqlite3_io_methods*, replaced_methods> tables;

// A file points to the first member of the pair.
const sqlite3_io_methods* real_methods(sqlite3_file* file) {
  return reinterpret_cast<const replaced_methods*>(file->pMethods)->real;
}

int write(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
  const int code = write_code;
  return code == SQLITE_OK ? real_methods(file)->xWrite(file, data, amount, offset) : code;
}

int read(sqlite3_file* file, void* data, int amount, sqlite3_int64 offset) {
  const int code = read_code;
  return code == SQLITE_OK ? real_methods(file)->xRead(file, data, amount, offset) : code;
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  const int code = real_vfs->xOpen(real_vfs, name, file, flags, out_flags);
  if (code != SQLITE_OK) return code;
  const auto [entry, added] = tables.try_emplace(file->pMethods, replaced_methods{*file->pMethods, file->pMethods});
  entry->second.failing.xWrite = write;
  entry->second.failing.xRead = read;
  file->pMethods = &entry->second.failing;
  return code;
}

}  // namespace

failing_vfs::failing_vfs() {
  real_vfs = sqlite3_vfs_find(nullptr);
  vfs_ = *real_vfs;
  vfs_.zName = "failing";
  vfs_.pNext = nullptr;
  vfs_.xOpen = open;
  sqlite3_vfs_register(&vfs_, 1);
}

failing_vfs::~failing_vfs() {
  fail_writes_with(SQLITE_OK);
  fail_reads_with(SQLITE_OK);
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_vfs, 1);
}

void failing_vfs::fail_writes_with(int sqlite_code) {
  write_code = sqlite_code;
}

void failing_vfs::fail_reads_with(int sqlite_code) {
  read_code = sqlite_code;
}

}  // namespace secondbrain::stores
