// vectors.db: the durable vectors, keyed by the hash of the text they embed, and which chunk embeds which text.
//
// Owned by one thread. Each call is one transaction. The file holds vectors of one model only and says which; those of
// another are refused with conflict until the store is cleared (contract: stores §3.1). A text that occurs in several
// chunks is stored once. Derived data: a damaged file may simply be moved aside.
// Fails with invalid_argument (a vector of the wrong length), conflict, corrupt, busy, disk_full, io_failure,
// newer_schema.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/vectors.hpp"
#include "stores/sqlite/database.hpp"
#include "stores/vector_matrix.hpp"

namespace secondbrain::stores {

class vector_store {
 public:
  static result<vector_store> open(const std::filesystem::path& file);

  /// Adds the vectors and replaces the links of every note that the links name: send all links of a note together.
  /// Vectors may come before the links to them, and then stay; a link to a text without a vector is invalid_argument.
  status write(const write_vectors& request);

  /// Drops the links of these notes, and the vectors that no link needs any more.
  status remove(const std::vector<std::string>& note_paths);

  /// Drops everything, the model tag too.
  status clear();

  /// Drops the vectors that came before a link which then never came.
  status drop_unlinked();

  /// Those of `text_hashes` that have no vector yet, in the order given: what remains to be embedded.
  result<std::vector<std::string>> missing(const std::vector<std::string>& text_hashes);

  result<embedded_chunks> embedded();

  /// With `configured`, also whether the stored vectors are of another model.
  result<vector_counts> counts(const std::optional<model_tag>& configured = std::nullopt);

  /// Every linked chunk with its vector, ordered by chunk id.
  result<vector_matrix> load();

  status check() { return db_.quick_check(); }
  status snapshot_to(const std::filesystem::path& file) { return db_.snapshot_to(file); }

 private:
  explicit vector_store(sqlite::database db) : db_(std::move(db)) {}

  status prepare();
  result<std::optional<model_tag>> model();
  result<bool> has_vector(std::string_view text_hash);
  status accept_model(const model_tag& wanted);
  status add_vectors(const write_vectors& request);
  status add_links(const std::vector<vector_link>& links);
  result<std::vector<std::string>> unlink(const std::vector<std::string>& note_paths);  // hashes that lost a link
  status drop_orphans(const std::vector<std::string>& text_hashes);

  sqlite::database db_;
  sqlite::statement select_model_;
  sqlite::statement insert_model_;
  sqlite::statement insert_vector_;
  sqlite::statement find_vector_;
  sqlite::statement insert_link_;
  sqlite::statement hashes_of_note_;
  sqlite::statement unlink_note_;
  sqlite::statement delete_orphan_;
  sqlite::statement count_;
  sqlite::statement list_;
  sqlite::statement load_;
};

}  // namespace secondbrain::stores
