// Puts the pieces of a generation together in a folder.
//
// Each piece is checked before it is used. Blocks; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::ops {

struct rebuild_request {
  std::filesystem::path generation;
  std::filesystem::path folder;  // created; empty before
  std::uint64_t last_piece = std::numeric_limits<std::uint64_t>::max();
  std::function<bool(const std::string& name)> wanted = [](const std::string&) { return true; };
};

struct rebuilt_state {
  std::uint64_t pieces = 0;  // that were used
  std::string at;
  std::uint64_t snapshot = 0;
  std::set<std::string> databases;
  std::set<std::string> plain;
  std::set<std::string> removed;
  std::string problem;  // why later pieces were not used, a sentence; empty when all were
};

/// An error is one of the folder; what is wrong with a piece is told in the answer.
result<rebuilt_state> rebuild(const rebuild_request& request);

/// Whether SQLite finds the database sound, in its folder of scratch.
status check_rebuilt(const std::filesystem::path& database);

}  // namespace secondbrain::ops
