// metadata.db: what was extracted from each note (contract: stores §6). Files of the reference are opened as they are.
//
// Owned by one thread. Each call is one transaction.
// Fails with corrupt (also when a row does not hold the JSON it should), busy, disk_full, io_failure, newer_schema.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/metadata.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

class metadata_store {
 public:
  static result<metadata_store> open(const std::filesystem::path& file);

  status put(const note_metadata& metadata);
  result<note_metadata> get(std::string_view note_path);           // not_found
  result<std::vector<note_metadata>> list(int offset, int limit);  // ordered by path

  /// What is in the lists of all notes, page by page: cut out by SQLite, so that a page costs little more than itself.
  result<entity_page> entities(const std::optional<std::string>& entity_type, int offset, int limit);
  result<action_page> action_items(int offset, int limit);

  /// Those of the notes that something is held of; what is held under a new path is replaced.
  status move(const std::vector<note_move>& moves);
  status remove(const std::vector<std::string>& note_paths);  // unknown paths are fine

  status check() { return db_.quick_check(); }
  status snapshot_to(const std::filesystem::path& file) { return db_.snapshot_to(file); }

 private:
  explicit metadata_store(sqlite::database db) : db_(std::move(db)) {}

  status prepare();

  sqlite::database db_;
  sqlite::statement upsert_;
  sqlite::statement find_;
  sqlite::statement list_;
  sqlite::statement list_entities_;
  sqlite::statement count_entities_;
  sqlite::statement list_actions_;
  sqlite::statement count_actions_;
  sqlite::statement move_;
  sqlite::statement delete_;
};

}  // namespace secondbrain::stores
