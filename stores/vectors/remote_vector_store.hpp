// What the owner of the vectors needs of a server that keeps them: what vector_store does, without the rows of a file.
//
// Owned by one thread, which waits for the server, never longer than its limits say. Connects by itself, at first and
// again after a loss. Each call is done as a whole or not at all; one whose outcome is not known may be repeated. The
// rules are those of vector_store: vectors of one model only, a text stored once, and one that no chunk has any more
// kept for a while.
// Fails with invalid_argument, conflict, and with what `is_out_of_reach` names, where the sentence says what to do.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::stores {

class remote_vector_store {
 public:
  virtual ~remote_vector_store() = default;

  virtual status write(const write_vectors& request) = 0;
  virtual status remove(const std::vector<std::string>& note_paths) = 0;
  virtual status clear() = 0;

  /// How many vectors were dropped; none: none is left that no chunk has needed for so long.
  virtual result<std::size_t> drop_unlinked(std::chrono::seconds unneeded_for, std::size_t limit) = 0;

  virtual result<std::vector<std::string>> missing(const std::vector<std::string>& text_hashes) = 0;
  virtual result<embedded_chunks> embedded(std::string_view behind_note, std::size_t enough) = 0;
  virtual result<vector_counts> counts() = 0;
  virtual result<std::optional<model_tag>> model() = 0;

  /// Whether the server answers.
  virtual status check() = 0;
};

/// Whether the failure is about the server, so that nobody need ask it again at once, and not about what was asked.
constexpr bool is_out_of_reach(errc code) {
  return code != errc::none && code != errc::invalid_argument && code != errc::conflict;
}

}  // namespace secondbrain::stores
