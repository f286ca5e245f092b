// `<data>/.reindex_lock`: one process writes the index at a time (contract: operations §4).
//
// A file with the PID of its owner, created exclusively, its mtime refreshed while work goes on. Stale, and taken over,
// when its process is gone or began later, when its PID is ours and the lock is not, when it was signed before this
// process became the server of the data directory and not refreshed since, when it was never signed, or when its mtime
// is older than ten minutes. Released by the destructor, but only if it is still ours. Owned by the reindexer's thread.
#pragma once

#include <chrono>
#include <filesystem>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::ops {

class reindex_lock {
 public:
  static constexpr std::chrono::minutes stale_after{10};
  /// An owner that works refreshes the file this often.
  static constexpr std::chrono::minutes refreshed_within{1};
  /// An owner writes its PID as it creates the file; one that has not by then died in between.
  static constexpr std::chrono::seconds unsigned_for_at_most{2};

  /// errc::locked, with a sentence that names the owner, while somebody else works.
  static result<reindex_lock> take(const std::filesystem::path& data_directory, const clock& time = real_clock());

  reindex_lock(reindex_lock&&) noexcept = default;
  reindex_lock& operator=(reindex_lock&&) = delete;
  ~reindex_lock();

  /// Says that we still work; call at least once a minute. errc::locked when the lock was taken from us: stop writing.
  status refresh();

 private:
  reindex_lock(std::filesystem::path path, file_descriptor file, const clock& time)
      : path_{std::move(path)}, file_{std::move(file)}, time_{&time} {}

  bool still_ours() const;

  std::filesystem::path path_;
  file_descriptor file_;
  const clock* time_;
};

}  // namespace secondbrain::ops
