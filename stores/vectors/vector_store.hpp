// vectors.db: the durable vectors, keyed by the hash of the text they embed, and which chunk embeds which text.
//
// Owned by one thread. Each call is one transaction and costs what it changes. The file holds vectors of one model only
// and says which; those of another are refused with conflict until the store is cleared (contract: stores §3.1). A text
// that occurs in several chunks is stored once, and one that no chunk has any more is kept for a while: it may come
// back under another name, and is not to be embedded again. A vector never changes, and the number of its row is never
// given twice, so that it can be found by that number and be known to be the same.
// Derived data: a damaged file may simply be moved aside.
// Fails with invalid_argument (a vector of the wrong length), conflict, corrupt, busy, disk_full, io_failure,
// newer_schema.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "messages/vectors.hpp"
#include "stores/sqlite/database.hpp"
#include "stores/sqlite/migration.hpp"

namespace secondbrain::stores {

/// What a call did to the vectors; links do not show here.
struct vector_changes {
  struct added_vector {
    std::int64_t row = 0;
    std::span<const float> values;  // a view into the request
  };
  std::vector<added_vector> added;  // rows ascend, and are larger than all before
  std::vector<std::int64_t> removed;

  bool empty() const { return added.empty() && removed.empty(); }
};

class vector_store {
 public:
  static const sqlite::derived_schema schema;

  static result<vector_store> open(const std::filesystem::path& file, const clock& time = real_clock());

  /// Adds the vectors and replaces the links of every note that the links name: send all links of a note together.
  /// Vectors may come before the links to them; a link to a text without a vector is invalid_argument.
  result<vector_changes> write(const write_vectors& request);

  /// Drops the links of these notes.
  status remove(const std::vector<std::string>& note_paths);

  /// Drops everything, the model tag too.
  status clear();

  /// Drops vectors that no chunk has needed for `unneeded_for`, at most `limit` of them: none were dropped when there
  /// are none left.
  result<vector_changes> drop_unlinked(std::chrono::seconds unneeded_for, std::size_t limit);

  /// Those of `text_hashes` that have no vector yet, in the order given: what remains to be embedded. The others stay
  /// for a while, linked or not.
  result<std::vector<std::string>> missing(const std::vector<std::string>& text_hashes);

  result<embedded_chunks> embedded(std::string_view behind_note, std::size_t enough);

  /// Read once, and kept in step from then on: whoever asks while much is written does not count it all again.
  result<vector_counts> counts();

  result<std::optional<model_tag>> model();

  /// A random number that changes with every change of the vectors: two files that agree on it are of one state.
  result<std::int64_t> revision();

  std::int64_t last_row() const { return last_row_; }

  /// The rows of the first `limit` vectors behind that hash, and the hash of the last of them; none: there are no more.
  struct row_page {
    std::vector<std::int64_t> rows;
    std::string last_hash;
  };
  result<row_page> rows(const std::string& behind_hash, std::size_t limit);

  /// Nothing when there is no such row any more.
  result<std::optional<std::vector<float>>> find(std::int64_t row);

  status check() { return db_.quick_check(); }
  status snapshot_to(const std::filesystem::path& file) { return db_.snapshot_to(file); }

 private:
  vector_store(sqlite::database db, const clock& time) : db_(std::move(db)), time_(&time) {}

  struct known_vector {
    std::int64_t row = 0;
    bool is_same = false;
  };

  status prepare();
  result<bool> has_vector(std::string_view text_hash);
  result<std::optional<known_vector>> compare(const stored_vector& vector);
  status accept_model(const model_tag& wanted);
  status add_vectors(const write_vectors& request, vector_changes& changes);
  status add_vector(const stored_vector& vector, vector_changes& changes);
  status delete_vector(std::int64_t row);
  status add_link(const vector_link& link);
  status add_links(const std::vector<vector_link>& links);
  status replace_links(const std::vector<vector_link>& links);
  template <class Work>
  status in_transaction(const Work& work);
  void count(std::int64_t chunks, std::int64_t vectors);
  result<std::vector<std::string>> unlink(const std::vector<std::string>& note_paths);  // hashes that lost a link
  status note_unlinked(const std::vector<std::string>& text_hashes);
  status drop(const std::string& text_hash, vector_changes& changes);
  status note_state(const vector_changes& changes);
  std::int64_t seconds_now() const;

  sqlite::database db_;
  const clock* time_;
  std::int64_t last_row_ = 0;
  std::optional<vector_counts> counts_;  // nobody asked yet: none
  sqlite::statement select_model_;
  sqlite::statement insert_model_;
  sqlite::statement insert_vector_;
  sqlite::statement find_vector_;
  sqlite::statement select_vector_;
  sqlite::statement select_row_;
  sqlite::statement delete_vector_;
  sqlite::statement insert_link_;
  sqlite::statement update_link_;
  sqlite::statement hashes_of_note_;
  sqlite::statement unlink_note_;
  sqlite::statement insert_unlinked_;
  sqlite::statement delete_unlinked_;
  sqlite::statement renew_unlinked_;
  sqlite::statement list_unlinked_;
  sqlite::statement find_unlinked_row_;
  sqlite::statement select_state_;
  sqlite::statement update_state_;
  sqlite::statement count_;
  sqlite::statement list_;
  sqlite::statement list_rows_;
};

}  // namespace secondbrain::stores
