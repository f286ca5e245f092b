// One server per data directory: an exclusive flock on `<data>/.server_lock`, which also names its PID.
//
// The kernel releases the lock when the process ends, however it ends, so it is never stale. Owned by the main thread.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::ops {

class server_lock {
 public:
  /// errc::locked, with a sentence that names the other process, when somebody else holds it.
  static result<server_lock> take(const std::filesystem::path& data_directory);

  /// The PID of the process that holds the lock (0 when it has not written it yet), or nothing when it is free.
  static std::optional<pid_t> holder(const std::filesystem::path& data_directory);

 private:
  explicit server_lock(file_descriptor file) : file_{std::move(file)} {}

  file_descriptor file_;  // closing it is the release
};

}  // namespace secondbrain::ops
