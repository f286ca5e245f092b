// The data directory as this process took it: whether the one at its place still is that one, with what makes it one.
//
// Where it was removed, moved away, replaced or emptied under the service, what is written goes where nobody finds it,
// or into somebody else's. So whoever writes there asks first (the databases ask at each commit themselves,
// stores/sqlite/opened_files.hpp). Any thread; two `stat`s each time.
#pragma once

#include <filesystem>
#include <mutex>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::ops {

class held_directory {
 public:
  explicit held_directory(std::filesystem::path root);

  /// Holds what is at the place now: after a restore.
  void hold();

  /// errc::io_failure with a sentence that says what to do, when it is not the one that is held.
  status look() const;

 private:
  const std::filesystem::path root_;
  mutable std::mutex guarding_;
  file_descriptor directory_;        // open, so that its inode is given to no other
  mutable bool has_record_ = false;  // vault.json has been seen in it; each has one soon, for good
};

}  // namespace secondbrain::ops
