// vector_codes.db: the codes of the vectors in vectors.db, in a file of their own, so that a start reads a quarter of
// what the vectors take and reads it in one go.
//
// Owned by one thread. Each call is one transaction. A cache: it may be removed at any time, and is made again from
// vectors.db. `revision` tells whether the two agree, since no transaction spans two files.
// Fails with corrupt, busy, disk_full, io_failure, newer_schema.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "stores/sqlite/database.hpp"
#include "stores/vectors/code_segment.hpp"

namespace secondbrain::stores {

struct stored_code {
  std::int64_t row = 0;  // of the vector in vectors.db
  quantised_vector code;
};

struct code_changes {
  std::vector<stored_code> added;
  std::vector<std::int64_t> removed;
};

class code_store {
 public:
  static constexpr std::int64_t no_revision = 0;

  static result<code_store> open(const std::filesystem::path& file);

  /// The revision of vectors.db that these codes are of, or `no_revision`.
  result<std::int64_t> revision();
  status set_revision(std::int64_t revision);

  /// With the revision that the vectors have after these changes; without one, the files are not in step.
  status write(const code_changes& changes, std::optional<std::int64_t> revision = std::nullopt);
  /// Removes all, and notes the revision.
  status clear(std::int64_t revision);

  /// Calls `take` for the first `limit` codes behind `row`, by row.
  using code_sink = std::function<void(const code_segment::facts&, std::span<const std::int8_t>)>;
  status read(std::int64_t row, std::size_t limit, const code_sink& take);

 private:
  explicit code_store(sqlite::database db) : db_(std::move(db)) {}

  status prepare();

  sqlite::database db_;
  sqlite::statement select_revision_;
  sqlite::statement update_revision_;
  sqlite::statement insert_;
  sqlite::statement delete_;
  sqlite::statement read_;
};

}  // namespace secondbrain::stores
