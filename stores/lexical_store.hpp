// lexical.db: the chunks of every note, their full-text index (contract: stores §2), its tasks and links. The one
// writer.
//
// Owned by one thread. Each call is one transaction over content and full text together, without triggers and without
// REPLACE, so that the two never part. No rowid is given twice, so that what readers keep of a passage by its rowid
// stays true. Derived data: a file with another index version is replaced by an empty one, and a damaged one may simply
// be moved aside. Fails with corrupt, busy, disk_full, io_failure, newer_schema (writes to a file of a later version),
// conflict (two chunks with one id).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/indexed_note.hpp"
#include "messages/lexical.hpp"
#include "stores/event_rows.hpp"
#include "stores/link_rows.hpp"
#include "stores/sqlite/database.hpp"
#include "stores/task_rows.hpp"

namespace secondbrain::stores {

class lexical_store {
 public:
  static result<lexical_store> open(const std::filesystem::path& file);

  /// The file held an index of another version, which was dropped: everything has to be indexed again.
  bool rebuilt() const { return rebuilt_; }

  /// Replaces all that is held of these notes. Chunks that are the same as before are not touched. What was moved takes
  /// over the chunks of its former path, whose full text is touched only where it is another one; nothing is held under
  /// that path any more. conflict: a chunk id comes twice. corrupt: the file holds a row that keeps one of these out,
  /// which no write of ours leaves there; `check` says so from then on.
  status write(const std::vector<indexed_note>& notes, const std::vector<note_move>& moves = {});
  status remove(const std::vector<std::string>& note_paths);
  status clear();

  /// Each write leaves a part of its own in the full text, and a search goes through all of them. Joins some, for a few
  /// milliseconds. False: there was nothing to join.
  result<bool> merge_parts();

  /// Writes to the file itself what commits have left in the WAL, if it is much: some hundredths of a second. To be
  /// called when nobody waits for a write.
  status write_back();

  result<lexical_counts> counts();
  /// Ordered by path. Notes without chunks are not known unless somebody looked for their tasks.
  result<std::vector<chunk_count_of_note>> chunks_by_note();

  /// `quick_check`, then FTS5's own check that the full text says what the content says. Reads the whole file.
  status check();
  status snapshot_to(const std::filesystem::path& file) { return db_.snapshot_to(file); }

 private:
  lexical_store(sqlite::database db, bool rebuilt) : db_(std::move(db)), rebuilt_(rebuilt) {}

  status keep_up_with_words();
  status prepare();
  using former_paths = std::unordered_map<std::string_view, std::string_view>;

  /// What is to happen to the passages of the notes that are written together.
  struct text_changes {
    std::vector<std::int64_t> gone;
    std::vector<std::pair<std::int64_t, const chunk*>> renamed;
    std::vector<const chunk*> fresh;
  };

  status judged(const error& why, const std::vector<indexed_note>& notes);
  status write_each(const std::vector<indexed_note>& notes, const former_paths& moved);
  status compare(const indexed_note& note, std::string_view former_path, text_changes& changes);
  status apply(text_changes& changes);
  status rename(std::int64_t rowid, const chunk& fresh);
  status forget(std::int64_t rowid);
  status erase(std::int64_t rowid);
  status insert(const chunk& fresh);

  sqlite::database db_;
  bool rebuilt_;
  std::string contradiction_;                  // what the file said to a write that it cannot have refused
  std::int64_t last_rowid_ = 0;                // the largest that was ever given
  std::int64_t written_back_ = 0;              // rows, when the WAL was last written back by request
  std::string headings_;                       // joined, of the chunk being written
  std::unordered_set<std::string> languages_;  // known to be in the file
  task_rows tasks_;
  event_rows events_;
  link_rows links_;
  sqlite::statement add_language_;
  sqlite::statement select_note_;
  sqlite::statement insert_chunk_;
  sqlite::statement insert_text_;
  sqlite::statement rename_chunk_;
  sqlite::statement keep_last_rowid_;
  sqlite::statement count_renames_;
  sqlite::statement delete_chunk_;
  sqlite::statement select_text_;
  sqlite::statement forget_text_;
  sqlite::statement select_rows_;
  sqlite::statement merge_;
  sqlite::statement count_;
  sqlite::statement count_by_note_;
};

}  // namespace secondbrain::stores
