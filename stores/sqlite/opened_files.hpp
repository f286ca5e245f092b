// A database and its WAL as they were when a connection opened them, so that whoever writes notices that they were
// removed, replaced or moved away: what is written then is found by nobody.
//
// Belongs to the connection's thread. Two `stat`s each time; cannot fail. An inode is not given to another file as long
// as the connection holds it open.
#pragma once

#include <filesystem>
#include <optional>

#include "stores/sqlite/file_identity.hpp"

namespace secondbrain::stores::sqlite {

class opened_files {
 public:
  /// To be made while a connection has the database open.
  explicit opened_files(const std::filesystem::path& database);

  /// Whether the paths still lead to what was opened. A WAL that is begun later counts from then on.
  bool in_place();

 private:
  std::filesystem::path database_;
  std::filesystem::path wal_;
  std::optional<file_identity> opened_database_;
  std::optional<file_identity> opened_wal_;
};

}  // namespace secondbrain::stores::sqlite
