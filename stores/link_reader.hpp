// The links of all notes, as the index has them: a read-only connection of its own to lexical.db.
//
// Owned by one thread. Sees only committed indexes, each question the newest one. Fails with what opening the index can
// (lexical_reader.hpp): not_found while there is none yet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/indexed_note.hpp"
#include "messages/note_link.hpp"
#include "stores/link_rows.hpp"
#include "stores/sqlite/database.hpp"
#include "stores/sqlite/file_identity.hpp"

namespace secondbrain::stores {

struct named_note {
  std::string path;
  other_name by = other_name::title;
};

/// A link and the note it stands in.
struct link_from {
  std::string note_path;
  note_link link;
};

struct note_names {
  std::int64_t links_left_out = 0;
  std::vector<std::string> others;  // its title and aliases, case-folded
};

class link_reader {
 public:
  static result<link_reader> open(const std::filesystem::path& file);

  /// Nothing: there is no such note.
  result<std::optional<note_names>> names_of(std::string_view note_path);

  /// By the name that `text::name_key` gives.
  result<std::vector<std::string>> notes_named(std::string_view name);
  /// By a title or alias, case-folded.
  result<std::vector<named_note>> notes_known_as(std::string_view name);

  /// Those of a note, in their order.
  result<std::vector<note_link>> links_of(std::string_view note_path);
  /// And of some of its lines, the last one included; no more than `most`.
  result<std::vector<note_link>> links_between(std::string_view note_path, int first_line, int last_line,
                                               std::size_t most);

  /// Links whose target has that name, by note and place; no more than `most`.
  result<std::vector<link_from>> links_to(std::string_view name, std::size_t most);

  /// The passages of a note, in their order.
  result<std::vector<chunk>> chunks_of(std::string_view note_path);
  result<std::optional<chunk>> first_chunk_of(std::string_view note_path);
  result<std::string> title_of(std::string_view note_path);

  /// Passages of other notes that have these words one after the other, no more than `most`.
  result<std::vector<chunk>> passages_with(std::string_view words, std::string_view other_than_note, std::size_t most);

  /// All that is asked within sees the same index.
  status at_one_moment(const std::function<status()>& questions);

  /// The file was replaced under this connection: open a new one.
  bool stale() const;

 private:
  link_reader(sqlite::database db, sqlite::file_identity identity) : db_(std::move(db)), identity_(identity) {}

  status prepare();

  sqlite::database db_;
  sqlite::file_identity identity_;
  sqlite::statement select_note_;
  sqlite::statement select_other_names_;
  sqlite::statement select_named_;
  sqlite::statement select_known_as_;
  sqlite::statement select_links_;
  sqlite::statement select_between_;
  sqlite::statement select_links_to_;
  sqlite::statement select_chunks_;
  sqlite::statement select_first_chunk_;
  sqlite::statement select_title_;
  sqlite::statement select_passages_;
};

}  // namespace secondbrain::stores
