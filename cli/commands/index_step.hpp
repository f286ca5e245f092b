// The index step of the sync: the running server indexes; when none runs, a request waits for the next one.
//
// Never touches the index itself: one process alone writes it (contract: operations §2.4, E1).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "cli/client/server_client.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

/// How the step went, when it did not fail.
struct index_outcome {
  std::string summary;
  bool covered = false;  // the server has done it; otherwise the request waits in the trigger file
};

/// Asks for the vault to be indexed. What the server refuses is an error. Without a vault of one's own the request
/// cannot wait, and a server that cannot take it now is an error too.
result<index_outcome> run_index_step(const ops::config& config, const server_client& server,
                                     const std::optional<std::filesystem::path>& vault);

}  // namespace secondbrain::cli
