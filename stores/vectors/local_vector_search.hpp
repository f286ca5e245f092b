// Searches the vectors of this machine: first the codes in memory, all of them, then the vectors on disk of those that
// may be near.
//
// The answer is that of comparing the question with every vector: the codes say how near a vector can be at most, and
// vectors are read, the one that may be best first, until none of the others can be among the nearest. Only where more
// than `most_read` would have to be read (thousands of vectors closer to each other than a byte a dimension tells
// apart) does it stop before.
//
// Has a connection for each of the two questions; opens the file when it is needed, and again when it was replaced or
// reading it failed. Fails with invalid_argument, not_found, unavailable (a file of another version), corrupt,
// io_failure.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stores/sqlite/database.hpp"
#include "stores/sqlite/file_identity.hpp"
#include "stores/vectors/vector_index.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::stores {

class local_vector_search final : public vector_search {
 public:
  static constexpr std::size_t most_read = 4096;  // or sixteen for each that is wanted

  /// `file`: vectors.db.
  local_vector_search(std::filesystem::path file, std::shared_ptr<const vector_index> index)
      : file_{std::move(file)}, index_{std::move(index)} {}

  vectors_at_hand at_hand() const override;
  result<std::vector<similar_chunk>> nearest(std::span<const float> question, int limit,
                                             double minimum = -1.0) override;
  result<std::vector<std::optional<double>>> cosines(std::span<const float> question,
                                                     std::span<const std::string> chunk_ids) override;

  /// How many vectors the last search read.
  std::size_t vectors_read() const { return vectors_read_; }

 private:
  struct open_file {
    sqlite::database db;
    sqlite::file_identity identity;
    sqlite::statement select_vector;
    sqlite::statement select_chunks;
    sqlite::statement select_vector_of;
  };
  struct stored_row {
    std::string text_hash;
    float cosine = 0;
  };
  class ranking;

  status open(std::optional<open_file>& opened_before);
  status read_nearest(const vector_codes& codes, std::span<const float> question, ranking& best);
  status read(std::int64_t row, std::span<const float> question, ranking& best);

  std::filesystem::path file_;
  std::shared_ptr<const vector_index> index_;
  std::optional<open_file> to_search_;
  std::optional<open_file> to_compare_;
  std::size_t vectors_read_ = 0;
};

}  // namespace secondbrain::stores
