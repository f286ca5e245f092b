// A search thread's own read-only connection to lexical.db.
//
// Owned by one thread; any number of readers run beside the one writer and each other, and see only committed indexes.
// Fails with not_found (no file yet), unavailable (an index of another version), invalid_argument (a term that
// FTS5 refuses), corrupt, io_failure.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/indexed_note.hpp"
#include "messages/vectors.hpp"
#include "stores/lexical_query.hpp"
#include "stores/name_lookup.hpp"
#include "stores/near_words.hpp"
#include "stores/note_filter.hpp"
#include "stores/passage_ranking.hpp"
#include "stores/sqlite/database.hpp"
#include "stores/sqlite/file_identity.hpp"

namespace secondbrain::stores {

class lexical_reader {
 public:
  /// An index of the version before is searched, too, by what it has (earlier_index.hpp).
  static result<lexical_reader> open(const std::filesystem::path& file);

  /// Reads what every search needs, so that the first one does not wait for it.
  status warm_up();

  /// The best matches, best first; of equals the one with the smaller rowid first. Without terms, the first passages of
  /// the notes that meet the conditions, of the latest day first.
  result<std::vector<lexical_match>> search(const lexical_query& query);

  /// Which of the wanted terms of the last search no passage has, by their place.
  const std::vector<std::size_t>& unmatched() const { return ranking_->unmatched(); }

  /// Words of the index that whoever typed this one may have meant, the likeliest first.
  result<std::vector<std::string>> words_near(std::string_view typed, near_words::slips taken);

  /// Notes by what they are called.
  name_lookup& names() { return names_; }

  /// All that is asked within, searches too, sees the index as of one moment, and it is locked once. No writer waits
  /// for it, but what is written meanwhile stays in the WAL: so nothing slow belongs in here.
  status at_one_moment(const std::function<status()>& questions);

  /// Whether the index is still the one that the last search saw. Within `at_one_moment`, as of that.
  result<bool> is_as_searched();

  /// Whether a note met the conditions of the last search.
  bool admits(std::string_view note_path) const { return !is_filtered_ || filter_.admits(note_path); }

  /// The chunks behind matches, in the order asked for. One that has gone meanwhile is left out.
  result<std::vector<std::pair<std::int64_t, chunk>>> fetch(std::span<const std::int64_t> rowids);

  /// The names of the passages behind matches, in the order asked for; empty ones for what has gone meanwhile.
  result<std::vector<chunk_key>> keys_of(std::span<const std::int64_t> rowids);

  /// Where a passage stands: its row, which is 0 when it has gone, and its note.
  struct place {
    std::int64_t rowid = 0;
    std::string note_path;
  };
  result<place> place_of(std::string_view chunk_id);

  result<std::optional<chunk>> find(std::string_view chunk_id);

  /// Chunks by name, in order, of the notes behind that one: about `enough`, and whole notes.
  result<chunk_page> chunk_keys(std::string_view behind_note, std::size_t enough);

  /// The chunks of a note, in their order; none when it has gone.
  result<std::vector<chunk>> chunks_of(std::string_view note_path);

  /// How many those are.
  result<std::size_t> count_chunks_of(std::string_view note_path);

  /// In which languages the passages are, as far as so many of them, spread over the index, tell; empty: in one that
  /// cannot be told.
  using language_counts = std::map<std::string, std::size_t, std::less<>>;
  result<language_counts> sample_languages(std::size_t passages);

  /// The same of 200; looked at again when something was written, and of many passages once a minute at most.
  result<language_counts> languages();

  /// The file was replaced under this connection: open a new one.
  bool stale() const;

 private:
  /// The passages below the folder that was searched last, and the state of the table that they are of.
  struct folder_passages {
    std::string folder;
    std::int64_t generation = 0;
    passage_marks marks;
  };

  lexical_reader(sqlite::database db, sqlite::file_identity identity) : db_(std::move(db)), identity_(identity) {}

  status prepare(bool is_earlier);
  result<std::vector<lexical_match>> rank(const lexical_query& query);
  result<std::vector<lexical_match>> rank_anew(const lexical_query& query);
  status refresh_languages(const passage_table& table);
  result<const passage_marks*> marks_of(const lexical_query& query, const passage_table& table);
  result<const passage_marks*> marks_of_folder(std::string folder, const passage_table& table);
  void append_first_passages(const lexical_query& query, const passage_table& table, const passage_marks& admitted,
                             std::vector<lexical_match>& found) const;

  std::unique_ptr<passage_ranking> ranking_ = std::make_unique<passage_ranking>();  // the connection points to it
  sqlite::database db_;
  sqlite::file_identity identity_;
  folder_passages folder_;
  note_filter filter_;
  bool is_filtered_ = false;              // by the last search
  std::optional<std::int64_t> searched_;  // the generation of the table that the last search saw
  passage_marks in_both_;                 // that folder and that filter
  near_words near_words_;
  name_lookup names_;
  std::string mark_;                        // of the languages that the notes are in
  std::optional<std::int64_t> mark_is_of_;  // the generation of the table
  language_counts languages_;
  std::optional<std::int64_t> languages_are_of_;  // the generation of the table
  std::chrono::steady_clock::time_point sampled_at_;
  bool are_many_sampled_ = false;
  sqlite::statement select_languages_;
  sqlite::statement select_folder_;
  sqlite::statement select_row_;
  sqlite::statement select_path_;
  sqlite::statement select_place_;
  sqlite::statement select_id_;
  sqlite::statement select_keys_;
  sqlite::statement select_note_;
  sqlite::statement count_note_;
  sqlite::statement select_last_row_;
  sqlite::statement select_language_;
};

}  // namespace secondbrain::stores
