// The vectors in vectors.db for a store elsewhere that takes its place: what was embedded before is not to be embedded
// again.
//
// Reads only, and leaves the file as it is. Used by one thread; opens the file when it is needed. Fails with what the
// file fails with; no file, or one of another version, holds nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/vectors.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

class former_vectors {
 public:
  explicit former_vectors(std::filesystem::path file) : file_{std::move(file)} {}

  /// Those of these texts that were embedded by that model.
  result<std::vector<stored_vector>> of(const model_tag& model, const std::vector<std::string>& text_hashes);

 private:
  status open();

  std::filesystem::path file_;
  bool is_opened_ = false;
  std::optional<model_tag> model_;  // nothing: there are no vectors
  std::optional<sqlite::database> db_;
  sqlite::statement select_;  // last: it is of the database
};

}  // namespace secondbrain::stores
