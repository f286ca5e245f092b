// Uses a data directory as its owner would: a search, the tasks, a conversation, and each record opened and checked.
//
// For one that was restored for a trial; nobody else may have it open. Blocks; one thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace secondbrain::cli {

struct examined_data {
  std::filesystem::path data;
  std::string metadata_name = "metadata.db";   // of the database
  std::optional<std::filesystem::path> vault;  // where its notes were restored as well
};

/// A sentence on what was found; an error says what cannot be used.
result<std::string> examine(const examined_data& restored);

}  // namespace secondbrain::cli
