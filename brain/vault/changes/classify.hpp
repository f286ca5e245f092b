// What changed between the index and the vault, and whether to believe it.
//
// Pure functions: thread-safe, no file system, cannot fail.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "brain/vault/changes/places.hpp"
#include "brain/vault/changes/scan.hpp"
#include "messages/indexed_note.hpp"

namespace secondbrain::vault {

struct file_changes {
  std::vector<scanned_file> added;
  std::vector<scanned_file> suspects;  // looks other than the tracker's row, or was named: read and compare the hash
  std::vector<std::string> deleted;    // tracked, no longer listed, and not hidden behind a problem
  std::size_t unchanged = 0;
  std::size_t filed = 0;  // of the deleted, captures and what is left out now: they are expected to go
  std::size_t moved = 0;  // deleted notes that an added one equals in size and mtime: a rename, not a loss
};

/// Size, mtime, ctime and inode are what the tracker knows.
bool looks_the_same(const scanned_file& file, const tracked_file& tracked) noexcept;

/// Which of the files that look unchanged are read all the same: text may be replaced with the same size and times.
struct closer_look {
  bool everywhere = false;
  place_set paths;  // seen to change
};

/// `scan.files` is ordered by path_less, as scan_vault leaves it; `tracked` may be in any order. A file that differs in
/// size, mtime, ctime or inode is a suspect.
file_changes classify(const scan_result& scan, const std::vector<tracked_file>& tracked, const closer_look& look = {});

struct deletion_limits {
  double share = 0.30;             // of the tracked notes that may vanish at once, 0…1
  std::size_t always_allowed = 5;  // so many may vanish from a vault of any size
};

/// Why the index must freeze instead of following these deletions (contract: operations §10, W44); nothing when they
/// are believable. `tracked` is the number of notes in the index.
std::optional<std::string> reason_to_freeze(const scan_result& scan, const file_changes& changes, std::size_t tracked,
                                            const deletion_limits& limits = {});

}  // namespace secondbrain::vault
