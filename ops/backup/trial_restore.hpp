// Proves a snapshot by using it: every byte of it is read, it is restored into a scratch folder, and that is asked
// something.
//
// Of the notes the Markdown files are written; of all others the content is read. What came of it is kept beside the
// snapshot. Blocks for as long as that takes; holds the lock of the backup directory. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "messages/backup.hpp"
#include "ops/backup/backup_room.hpp"
#include "ops/data/disk_space.hpp"

namespace secondbrain::ops {

struct trial_options {
  std::filesystem::path directory;
  /// Uses what was restored, and says in a sentence what it found there. The folder of the notes only where the
  /// snapshot holds them. An error says what is wrong with it; errc::cancelled, timeout and unavailable: that it was
  /// not used.
  std::function<result<std::string>(const std::filesystem::path& data,
                                    const std::optional<std::filesystem::path>& vault)>
      examine;
  std::function<bool()> cancelled = [] { return false; };
  std::function<void(int step, std::string_view doing)> progress = [](int, std::string_view) {};
  backup_room::space_query free_bytes = ops::free_bytes;

  static constexpr int steps = 3;
};

/// An error: the snapshot could not be tried at all, which says nothing of it.
result<backup_trial> try_snapshot(const trial_options& options, const std::string& id,
                                  const clock& time = real_clock());

}  // namespace secondbrain::ops
