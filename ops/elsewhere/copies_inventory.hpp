// What should lie in a second directory of one data directory, file by file, and whether a file is what it should be.
//
// Read-only: nothing there is changed, not even what turns out to be damaged. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ops/elsewhere/copies_layout.hpp"

namespace secondbrain::ops {

enum class stored_kind : std::uint8_t { manifest, plain, content, piece };

struct stored_file {
  std::string path;  // relative to the second directory, '/' between parts
  stored_kind kind = stored_kind::plain;
  std::uint64_t bytes = 0;  // as it lies there now
  std::string sha256;       // of the content as it should be; empty where the file has a checksum of itself
  std::filesystem::path folder;
  std::string snapshot;  // its id; empty for what belongs to several, or to none
};

/// Sorted by path. What a damaged manifest names is not known, and is not in it.
std::vector<stored_file> inventory_of(const std::filesystem::path& directory, const backup_origin& origin,
                                      const std::vector<placed_snapshot>& own);

/// Reads all of it. errc::corrupt: missing, damaged, or it cannot be read.
status check_stored(const std::filesystem::path& directory, const stored_file& file);

/// For a person: "the file garden.md" for a content, and the path for anything else.
std::string describe(const std::filesystem::path& directory, const stored_file& file);

}  // namespace secondbrain::ops
