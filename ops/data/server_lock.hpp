// One server per data directory: an exclusive flock on `<data>/.server_lock`, which also names its PID, and one on
// `.<name>.server_lock` beside it, which stays when the directory is removed or moved away: so nobody makes a new one,
// or restores one, behind the back of a server that still runs.
//
// The kernel releases the locks when the process ends, however it ends, so they are never stale. Where the folder above
// cannot be written to, there is the one inside alone. Owned by the main thread.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::ops {

class server_lock {
 public:
  /// Of the place, and of the directory where there is one. errc::locked, with a sentence that names the other process,
  /// when somebody else holds either.
  static result<server_lock> take(const std::filesystem::path& data_directory);

  /// Of a state that has no place yet, or none any more: the lock inside alone.
  static result<server_lock> take_state(const std::filesystem::path& directory);

  /// The PID of the process that holds one of the locks (0 when it has not written it yet), or nothing when both are
  /// free.
  static std::optional<pid_t> holder(const std::filesystem::path& data_directory);

  /// That state is in the place now.
  void go_on_with(server_lock state) { inside_ = std::move(state.inside_); }

 private:
  server_lock(file_descriptor beside, file_descriptor inside)
      : beside_{std::move(beside)}, inside_{std::move(inside)} {}

  file_descriptor beside_;  // closing them is the release
  file_descriptor inside_;
};

}  // namespace secondbrain::ops
