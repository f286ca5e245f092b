// What can be asked of any SQLite store.
#pragma once

#include <string>

#include "messages/request.hpp"

namespace secondbrain {

/// Verify the file (`PRAGMA quick_check`, and the FTS5 check where there is one).
struct check_store {
  using reply = nothing;  // errc::corrupt when the file is damaged
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Write a consistent copy to `destination` through SQLite's online backup.
struct snapshot_store {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string destination;  // absolute path of a file that does not exist yet
};

}  // namespace secondbrain
