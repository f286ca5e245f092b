// Takes the vault into a backup directory: what changed since the last time is read and stored, of the rest it is noted
// that it is still there.
//
// A file counts as unchanged by size, times and inode; one that was written to just before it was read is read again
// the next time, because a second write may leave the same times. A file that is written to while it is read is read
// up to three times. What cannot be read keeps the content that the last snapshot knew. Blocks; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/backup.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/backup/vault/vault_entry.hpp"

namespace secondbrain::ops {

struct vault_copy_progress {
  std::uint64_t files_done = 0;
  std::uint64_t files_total = 0;  // that are read
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;
  std::string current;
};

struct vault_copy_options {
  std::filesystem::path vault;
  std::vector<std::filesystem::path> apart;  // folders that do not belong to it even where they lie in it
  object_store store;
  std::filesystem::path drafts;  // a folder on the store's file system, for what is being read
  /// Told how many bytes are to be stored at most, before any is.
  std::function<status(std::uint64_t bytes)> make_room = [](std::uint64_t) { return status{}; };
  std::function<bool()> cancelled = [] { return false; };
  std::function<void(const vault_copy_progress&)> progress = [](const vault_copy_progress&) {};
  std::chrono::nanoseconds settling{std::chrono::seconds{2}};  // the coarsest times that file systems keep
};

struct vault_copy {
  std::vector<vault_entry> entries;  // sorted by path
  backup_vault account;
  std::uint64_t files_read = 0;
};

/// `earlier`: what the last snapshot of this vault holds. errc::vault_missing, errc::cancelled, or what storing fails
/// with; nothing that has got a name by then is lost.
result<vault_copy> copy_vault(const vault_copy_options& options, const std::vector<vault_entry>& earlier);

}  // namespace secondbrain::ops
