// Whether a note that cannot be held has been left alone long enough to hold a whole text.
//
// Some systems and file systems know no leases (macOS, network and FUSE mounts): there nobody can be kept from writing
// in place, and a note that was emptied a moment ago may be about to be filled again. Owned by one thread.
#pragma once

#include <sys/stat.h>

#include <chrono>
#include <string>

#include "base/error.hpp"
#include "brain/vault/writing/file_operations.hpp"
#include "brain/vault/writing/own_texts.hpp"
#include "brain/vault/writing/vault_folder.hpp"

namespace secondbrain::vault {

class quiet_watch {
 public:
  /// Both outlive the watch.
  quiet_watch(const file_operations& operations, const own_texts& ours) : operations_{operations}, ours_{ours} {}

  /// For a file that could not be held. errc::busy: not yet; to be asked again with the file as it is then. `path` is
  /// named in the sentence.
  status check(const held_file& file, const std::string& path);

 private:
  bool was_left_alone(const held_file& file);

  const file_operations& operations_;
  const own_texts& ours_;
  struct stat seen_ = {};
  std::chrono::steady_clock::time_point since_;
  bool has_seen_ = false;
};

}  // namespace secondbrain::vault
