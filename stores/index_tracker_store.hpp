// index_tracker.db: which files are indexed, and as what (contract: stores §4). A row is the commit point of its file.
//
// Owned by one thread. Each call is one transaction. Derived data: a file of the reference, whose rows describe another
// index than ours, is emptied when it is opened, and a damaged one may simply be moved aside.
// Fails with corrupt, busy, disk_full, io_failure, newer_schema (writes to a file of a later version).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/tracker.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

/// The notes of a tracker that nobody has open, ordered by path; the file is left as it is, and may be the reference's.
result<std::vector<std::string>> tracked_paths(const std::filesystem::path& file);

class index_tracker_store {
 public:
  static result<index_tracker_store> open(const std::filesystem::path& file);

  /// The file held the reference's rows, which were dropped: everything has to be indexed again.
  bool rebuilt() const { return rebuilt_; }

  result<std::vector<tracked_file>> load();  // ordered by path
  /// The files at these places and below them, ordered by path.
  result<tracked_part> find(const std::vector<std::string>& places);
  status mark(const std::vector<tracked_file>& files);
  status forget(const std::vector<std::string>& paths);
  status clear();
  result<tracker_stats> stats();

  status check() { return db_.quick_check(); }
  status snapshot_to(const std::filesystem::path& file) { return db_.snapshot_to(file); }

 private:
  index_tracker_store(sqlite::database db, bool rebuilt) : db_(std::move(db)), rebuilt_(rebuilt) {}

  status prepare();

  sqlite::database db_;
  bool rebuilt_;
  sqlite::statement load_;
  sqlite::statement find_;
  sqlite::statement upsert_;
  sqlite::statement delete_;
  sqlite::statement clear_;
  sqlite::statement stats_;
};

}  // namespace secondbrain::stores
